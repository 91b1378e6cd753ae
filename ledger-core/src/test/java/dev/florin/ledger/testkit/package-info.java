/**
 * The test kit, for the tests of every module: a model ledger to compare with, generators of commands, properties and
 * tables that any storage must pass.
 */
@NullMarked
package dev.florin.ledger.testkit;

import org.jspecify.annotations.NullMarked;
