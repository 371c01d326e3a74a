package org.hearthline.routes;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * How large YAML is when its aliases are written out, as every reader of it does: a few lines can stand for more than fits into
 * memory. It is counted without being written out. One thread.
 */
public final class YamlSize {
    /** Thirty times the largest packaged file. */
    private static final long MOST = 20_000;

    private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();
    private @Nullable Node culprit;

    private YamlSize() {}

    /**
     * What is wrong with it, at the first place that is too large. A file without aliases is as large as its text, and right.
     *
     * @param root as composed: an alias is the very node that it stands for
     */
    public static Optional<RouteFault> fault(String file, Node root) {
        YamlSize size = new YamlSize();
        long all = size.of(root);
        Node culprit = size.culprit;
        if (culprit == null || all <= size.sizes.size()) {
            return Optional.empty();
        }
        YamlTree.Place place = YamlTree.place(culprit);
        return Optional.of(new RouteFault(
                file,
                place.line(),
                place.column(),
                "Too large: its aliases (*name) written out are more than " + MOST
                        + " entries, or one of them stands within itself. Use fewer"));
    }

    private long of(Node node) {
        Long known = sizes.get(node);
        if (known != null) {
            return known;
        }
        sizes.put(node, Long.MAX_VALUE); // Met again before it is counted, it holds itself.
        long size = 1;
        for (Node part : parts(node)) {
            long more = of(part);
            size = more > Long.MAX_VALUE - size ? Long.MAX_VALUE : size + more;
        }
        if (size > MOST && culprit == null) {
            culprit = node;
        }
        sizes.put(node, size);
        return size;
    }

    private static List<Node> parts(Node node) {
        if (node instanceof SequenceNode list) {
            return list.getValue();
        }
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .flatMap(member -> Stream.of(member.getKeyNode(), member.getValueNode()))
                        .toList()
                : List.of();
    }
}
