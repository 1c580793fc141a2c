"""Chains of FFmpeg's filters, through which sound goes frame by frame; run in the child process alone."""

from collections.abc import Iterator
from fractions import Fraction

import av
from av.audio.frame import AudioFrame
from av.filter import Graph

# FFmpeg's name of a filter, and its arguments.
Filter = tuple[str, str]


class Chain:
    """Filters, one behind the other.

    They begin anew where rate, format or channels change, as they may from one song of a file to the next.
    """

    def __init__(self, *filters: Filter) -> None:
        self._filters = filters
        self._graph: Graph | None = None
        self._shape = (0, "", "")
        self._count = 0

    def push(self, frame: AudioFrame) -> Iterator[AudioFrame]:
        """What comes out when this goes in."""
        shape = (frame.sample_rate, frame.format.name, frame.layout.name)
        if shape != self._shape:
            yield from self.rest()
            self._shape, self._count = shape, 0
        graph = self._graph = self._graph or self._begun(frame)
        # A file's own clock may lie: samples are counted.
        frame.time_base, frame.pts = Fraction(1, frame.sample_rate), self._count
        self._count += frame.samples
        graph.push(frame)
        yield from _waiting(graph)

    def rest(self) -> Iterator[AudioFrame]:
        """What is still in it."""
        graph, self._graph = self._graph, None
        if graph:
            graph.push(None)
            yield from _waiting(graph)

    def _begun(self, frame: AudioFrame) -> Graph:
        graph = Graph()
        graph.threads = 1
        first = graph.add_abuffer(
            sample_rate=frame.sample_rate,
            format=frame.format.name,
            layout=frame.layout.name,
            time_base=Fraction(1, frame.sample_rate),
        )
        nodes = [graph.add(name, arguments) for name, arguments in self._filters]
        graph.link_nodes(first, *nodes, graph.add("abuffersink")).configure()
        return graph


def filtered(source: Iterator[AudioFrame], *filters: Filter) -> Iterator[AudioFrame]:
    """The frames behind these filters."""
    chain = Chain(*filters)
    for frame in source:
        yield from chain.push(frame)
    yield from chain.rest()


def _waiting(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(frame, AudioFrame):
            yield frame
