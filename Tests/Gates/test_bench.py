"""A bench goes on when a peer fails, and ends when this program does."""

import pytest
import ratios


class Server:
    def __init__(self, name):
        self.name = name


SERVERS = [Server("ours"), Server("steady"), Server("failing")]
LOADS = {(server.name, "plaintext"): None for server in SERVERS}


@pytest.fixture(autouse=True)
def unwritten(monkeypatch):
    """Figures of a test are not those of a bench."""
    monkeypatch.setattr(ratios, "note", lambda *_, **__: None)


def rounds(failing, in_round):
    measured = []

    def measure(server, work, load):
        measured.append(server.name)
        if server.name == failing and measured.count(failing) == in_round:
            raise ConnectionError("the server closed")
        return {"us": 1.0}

    return ratios.rounds_of("plaintext", SERVERS, LOADS, measure), measured


@pytest.mark.parametrize("in_round", [1, 2])
def test_a_peer_that_loses_a_connection_is_left_out(in_round, capsys):
    told, measured = rounds("failing", in_round)
    assert {name: len(each) for name, each in told.items()} == {"ours": ratios.ROUNDS, "steady": ratios.ROUNDS}
    assert measured.count("failing") == in_round, "it is not asked again"
    assert "failing takes no part in «plaintext»: the server closed" in capsys.readouterr().out


def test_a_failure_of_this_program_ends_the_bench():
    with pytest.raises(ConnectionError):
        rounds("ours", 2)
