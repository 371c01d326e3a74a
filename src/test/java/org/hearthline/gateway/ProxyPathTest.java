package org.hearthline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProxyPathTest {
    @Test
    void whatStandsBelowTheStageIsAskedThere() {
        assertThat(ProxyPath.below("storage", "/storage/api/v1/events")).contains("/api/v1/events");
        assertThat(ProxyPath.below("storage", "/storage/a%20b/c")).contains("/a%20b/c");
        assertThat(ProxyPath.below("storage", "/storage")).contains("/");
    }

    @Test
    void whatDoesNotIsAskedNowhere() {
        assertThat(ProxyPath.below("storage", "/weather/api/v1/events")).isEmpty();
        assertThat(ProxyPath.below("storage", "/storages")).isEmpty();
        assertThat(ProxyPath.below("storage", "/storage/%2e%2e/admin")).isEmpty();
        assertThat(ProxyPath.below("storage", "/storage/a%2F..%5Cadmin")).isEmpty();
    }
}
