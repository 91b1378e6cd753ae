/** The code of the recipes in docs/recipes, one class a recipe. */
@NullMarked
package dev.florin.ledger.recipes;

import org.jspecify.annotations.NullMarked;
