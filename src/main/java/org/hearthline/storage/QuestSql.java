package org.hearthline.storage;

import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.CairoException;
import io.questdb.cairo.TableReader;
import io.questdb.cairo.security.AllowAllSecurityContext;
import io.questdb.cairo.sql.Record;
import io.questdb.cairo.sql.RecordCursor;
import io.questdb.cairo.sql.RecordCursorFactory;
import io.questdb.cairo.sql.RecordMetadata;
import io.questdb.cairo.sql.TableReferenceOutOfDateException;
import io.questdb.griffin.SqlException;
import io.questdb.griffin.SqlExecutionContextImpl;
import io.questdb.griffin.engine.functions.bind.BindVariableServiceImpl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hearthline.event.TransientFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SQL on the embedded store, without a detour over a port. Any thread. */
final class QuestSql {
    private static final Logger LOG = LoggerFactory.getLogger(QuestSql.class);
    private static final int ATTEMPTS = 3;

    private final CairoEngine engine;

    QuestSql(CairoEngine engine) {
        this.engine = engine;
    }

    void execute(String sql) {
        BindVariableServiceImpl bound = new BindVariableServiceImpl(engine.getConfiguration());
        try (SqlExecutionContextImpl context = context(bound)) {
            engine.execute(sql, context);
        } catch (SqlException | CairoException e) {
            throw failed(sql, e);
        }
    }

    /**
     * Reads all rows.
     *
     * @param bound values of the variables {@code :name}, never part of the SQL: a String, or a Long for an instant in ns
     * @param reader given the columns, reads one row
     */
    <T> List<T> select(String sql, Map<String, Object> bound, Function<RecordMetadata, Function<Record, T>> reader) {
        for (int attempt = 1; ; attempt++) {
            try {
                return selectOnce(sql, bound, reader);
            } catch (TableReferenceOutOfDateException e) {
                // A column came in between.
                if (attempt == ATTEMPTS) {
                    throw failed(sql, e);
                }
            } catch (SqlException | CairoException e) {
                throw failed(sql, e);
            }
        }
    }

    /**
     * Looks at a table itself.
     *
     * @param look at what stays open while it looks
     */
    <T> T table(String name, Function<TableReader, T> look) {
        try (TableReader reader = engine.getReader(name)) {
            return look.apply(reader);
        } catch (CairoException e) {
            throw failed(name, e);
        }
    }

    private <T> List<T> selectOnce(
            String sql, Map<String, Object> bound, Function<RecordMetadata, Function<Record, T>> reader)
            throws SqlException {
        BindVariableServiceImpl variables = new BindVariableServiceImpl(engine.getConfiguration());
        bind(bound, variables);
        try (SqlExecutionContextImpl context = context(variables);
                RecordCursorFactory factory = engine.select(sql, context);
                RecordCursor cursor = factory.getCursor(context)) {
            Function<Record, T> row = reader.apply(factory.getMetadata());
            Record current = cursor.getRecord();
            List<T> rows = new ArrayList<>();
            while (cursor.hasNext()) {
                rows.add(row.apply(current));
            }
            return rows;
        }
    }

    private static void bind(Map<String, Object> bound, BindVariableServiceImpl variables) throws SqlException {
        for (Map.Entry<String, Object> one : bound.entrySet()) {
            if (one.getValue() instanceof Long nanos) {
                variables.setTimestampNano(one.getKey(), nanos);
            } else {
                variables.setStr(one.getKey(), one.getValue().toString());
            }
        }
    }

    private SqlExecutionContextImpl context(BindVariableServiceImpl variables) {
        return new SqlExecutionContextImpl(engine, 1).with(AllowAllSecurityContext.INSTANCE, variables);
    }

    private static TransientFailure failed(String sql, Exception e) {
        LOG.atWarn().addKeyValue("sql", sql).setCause(e).log("The embedded store cannot run a statement now");
        return new TransientFailure("The embedded store cannot do this now", e);
    }
}
