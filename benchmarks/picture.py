"""The picture of a run: every round as a dot, the ratio of the minima as a bar, the goals."""

from pathlib import Path

from figures import style

WHERE = Path(__file__).parent / "speed.png"
PEERS = {"textbook": ("h", "textbook loop"), "torch": ("delta", "torch.nn.LSTM")}


def draw(results, path=WHERE):
    """results: [(size, peer, each round's ratio, ratio of the minima, must)] to a PNG."""
    figure, ax = style.new_figure(height=4.2)
    sizes = list(dict.fromkeys(size for size, *_ in results))
    for size, peer, rounds, of_minima, must in results:
        symbol, label = PEERS[peer]
        x = sizes.index(size) + (-0.18 if peer == "textbook" else 0.18)
        first = size == sizes[0]
        ax.bar(x, of_minima, width=0.3, color=style.COLOUR[symbol], alpha=0.35,
               hatch="" if peer == "textbook" else "//", edgecolor=style.COLOUR[symbol],
               label=f"beside the {label}" if first else None)  # fmt: skip
        spread = [x + 0.2 * (k / max(1, len(rounds) - 1) - 0.5) for k in range(len(rounds))]
        ax.plot(spread, rounds, linestyle="none", marker=style.MARKER[symbol], markersize=3,
                color=style.COLOUR[symbol])  # fmt: skip
        ax.plot([x - 0.16, x + 0.16], [must, must], color="black", linewidth=2,
                label="goal" if first and peer == "textbook" else None)  # fmt: skip
        ax.text(x, 0.02, f"{of_minima:.2f}", ha="center", va="bottom", fontsize=style.SMALL)
    ax.axhline(1, color=style.MUTED, linewidth=0.8)
    ax.set_xticks(range(len(sizes)), [", ".join(map(str, size)) for size in sizes])
    ax.set_xlabel("T, B, D, H")
    ax.set_ylabel("our time / the peer's")
    ax.set_ylim(0, max(1.2, 1.05 * max(max(rounds) for _, _, rounds, *_ in results)))
    ax.legend(loc="upper left", fontsize=style.SMALL, frameon=False, ncols=3)
    figure.savefig(path)
