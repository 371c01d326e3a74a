/** Ways into the MBeans of this process from outside: remote JMX on loopback, and Jolokia over HTTP. Both are off by default (decision 0031). */
@NullMarked
package org.hearthline.jmx;

import org.jspecify.annotations.NullMarked;
