package org.hearthline.storage;

/** Writes to whatever speaks InfluxDB's line protocol over HTTP: InfluxDB 1.x, 2.x, 3.x, QuestDB. Any thread. */
final class InfluxWriter implements StoreWriter {
    /** Some stores refuse a write without lines, once they have let its sender in. */
    private static final int EMPTY_REFUSED = 400;

    private final StoreClient client;
    private final Suspects suspects = new Suspects();

    InfluxWriter(StoreClient client) {
        this.client = client;
    }

    @Override
    public WriteOutcome write(Lines lines) {
        return new WriteAttempt(client, suspects, lines).run();
    }

    @Override
    public WriteOutcome check() {
        StoreAnswer answer = client.writeNothing();
        return answer.isOk() || answer.status() == EMPTY_REFUSED ? new WriteOutcome.Written() : client.outcome(answer);
    }

    @Override
    public String shown() {
        return client.server().shown() + " at " + client.address().shown();
    }

    @Override
    public void close() {
        client.close();
    }
}
