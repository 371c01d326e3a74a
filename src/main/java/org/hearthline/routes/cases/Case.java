package org.hearthline.routes.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.hearthline.event.Observation;
import org.hearthline.event.Place;
import org.hearthline.routes.sandbox.OutsideAnswer;
import org.jspecify.annotations.Nullable;

/**
 * One event, and what a file of routes is to make of it.
 *
 * @param line of the case file in which it begins, from 1
 * @param route id; null for the file's main route
 * @param event flat, nested or an envelope
 * @param weather what the weather's door answers
 * @param now what the clock says; null for the real time
 * @param expect what is to become of the event
 * @param sent what is to leave the file; null when the case says nothing about it, empty when nothing may
 * @param answers of endpoints outside
 */
record Case(
        String name,
        int line,
        @Nullable String route,
        ObjectNode event,
        Observation weather,
        @Nullable Place place,
        @Nullable Instant now,
        Expectation expect,
        @Nullable List<ExpectedSent> sent,
        List<OutsideAnswer> answers) {

    /**
     * Something that is to leave the file.
     *
     * @param to pattern of the endpoint
     * @param body as text, or the fields that an event in it must have; null when any will do
     */
    record ExpectedSent(String to, @Nullable JsonNode body) {}
}
