/**
 * The public address of a pipeline: which stage answers which path of the API (docs/http-api.md), what is passed on to those in
 * other processes, and how all services are.
 */
@NullMarked
package org.hearthline.gateway;

import org.jspecify.annotations.NullMarked;
