/** What belongs where in a house, by Home Assistant's registries: {@link org.hearthline.registry.HouseRegistry}. */
@NullMarked
package org.hearthline.registry;

import org.jspecify.annotations.NullMarked;
