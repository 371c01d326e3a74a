/** What tests of route files share: a stage alone with its real YAML, and golden cases run through it. */
package org.hearthline.routes;
