"""Run the simulator alone: `python -m simulator --port 8081 [--no-limits]`."""

from argparse import ArgumentParser, Namespace
from asyncio import Event, get_running_loop, run
from signal import SIGINT, SIGTERM

from core.clock import MovableClock
from simulator import Limits, Simulator


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default="123456:SIM")
    parser.add_argument("--no-limits", action="store_true", help="accept any speed")
    parser.add_argument("--history", type=int, default=None, help="messages kept in memory")
    return parser.parse_args()


async def _serve(arguments: Namespace) -> None:
    limits = None if arguments.no_limits else Limits()
    simulator = Simulator(
        MovableClock(), arguments.token, limits=limits, history_limit=arguments.history
    )
    stopped = Event()
    for signal in (SIGINT, SIGTERM):
        get_running_loop().add_signal_handler(signal, stopped.set)
    await simulator.start(port=arguments.port)
    print(f"Bot API and page on {simulator.url}, token {arguments.token}", flush=True)  # noqa: T201 - tells where to look
    await stopped.wait()
    await simulator.stop()


if __name__ == "__main__":
    run(_serve(_arguments()))
