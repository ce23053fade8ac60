"""A bench continues when a peer fails, and ends when Chaland does."""

import pytest
import ratios


class Server:
    def __init__(self, name):
        self.name = name


SERVERS = [Server("chaland"), Server("steady"), Server("failing")]
LOADS = {(server.name, "plaintext"): None for server in SERVERS}


@pytest.fixture(autouse=True)
def unwritten(monkeypatch):
    """Do not write the figures of a test to the results."""
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
    figures, measured = rounds("failing", in_round)
    assert {name: len(each) for name, each in figures.items()} == {"chaland": ratios.ROUNDS, "steady": ratios.ROUNDS}
    assert measured.count("failing") == in_round, "it is not measured again"
    assert "failing is left out of «plaintext»: the server closed" in capsys.readouterr().out


def test_a_failure_of_chaland_ends_the_bench():
    with pytest.raises(ConnectionError):
        rounds("chaland", 2)
