"""Second implementation of membership (docs/formats/membership.md), in plain Python 3 beside ledger.py.

    python3 test/reference/membership.py test/fixtures/membership/spaces.json

prints for each space of the file one line per entry, in the file's order: its id, what becomes of it when all are held, and of a control
entry "+" or why it has no effect; then the epoch to write under. Written from the format's page, not from the program. Slow on purpose.
"""

import hashlib
import json
import sys

sys.dont_write_bytecode = True  # no __pycache__ beside the program

import ledger

ZERO = bytes(32)


class Entry:
    def __init__(self, data, block):
        header_bytes, signature = ledger.open_outer(data)
        self.header = h = ledger.read_header(header_bytes)
        ledger.check_signature(h[3], header_bytes, signature)
        ledger.open_block(h, block, {}) if h[1] == 1 else None
        self.id = hashlib.sha256(header_bytes).digest()
        self.kind, self.space, self.writer, self.seq, self.prev = h[1:6]
        self.act = ledger.decode(block[4:4 + int.from_bytes(block[:4], "big")]) if self.kind == 1 else None
        self.op = self.act[0] if self.act else None


def signed(key, text, signature):
    return (key not in ledger.SMALL and ledger.canonical(key) and signature[:32] not in ledger.SMALL
            and ledger.verify(key, text, signature))


class Space:
    def __init__(self, entries):
        self.all = entries
        self.by_id = {e.id: e for e in entries}
        self.genesis = next(e for e in entries if e.op == 0 and e.seq == 0 and e.space == ZERO)
        self.reason = {}
        self.authority()
        self.decide()

    # --- rules 1 and 2 ---

    def line(self, e):
        out = [e]
        while out[-1].prev in self.by_id:
            out.append(self.by_id[out[-1].prev])
        return out

    def certified(self, e):
        """Seat that an entry 0 certifies its writer for, or None."""
        if e is self.genesis:
            return e.act[2][0]
        if e.op == 1 and e.seq == 0 and signed(e.act[1], b"kua/writer/1" + e.space + e.writer, e.act[2]):
            return e.act[1]
        return None

    def seat_of(self, e):
        own = self.certified(self.line(e)[-1])
        first = sorted((c for c in self.all if c.writer == e.writer and self.seats[c.id]), key=lambda c: (c is not self.genesis, c.id))
        return own or (self.seats[first[0].id] if first else None)

    def authority(self):
        self.seats = {e.id: self.certified(e) for e in self.all}
        self.author = {e.id: self.seat_of(e) for e in self.all}
        self.chain = {self.genesis.id: [self.genesis]}
        acts = [e for e in self.all if e.kind == 1 and e is not self.genesis]
        for e in acts:
            if e.op == 0 or (e.op == 1 and e.seq):
                self.reason[e.id] = "E_AUTH"
            elif e.op == 1:
                self.reason[e.id] = "+" if self.seats[e.id] else "Q_NO_CERT"
            else:
                self.reason[e.id] = "E_AUTH" if self.author[e.id] else "Q_NO_CERT"
                if e.op == 2:
                    key, kem, party, psig, _ = e.act[2]
                    if not signed(party, b"kua/seat/1" + e.space + key + kem, psig):
                        self.reason[e.id] = "E_SIG"
        self.reason[self.genesis.id] = "+"
        found = True
        while found:
            found = False
            for e in acts:
                if e.id in self.chain or self.reason[e.id] != "E_AUTH" or (e.op or 0) < 2 or e.act[1] not in self.chain:
                    continue
                grant = self.by_id[e.act[1]]
                if grant.op not in (0, 2) or grant.act[2][0] != self.author[e.id] or grant.act[2][4] < self.need(e):
                    continue
                self.chain[e.id] = [e] + self.chain[grant.id]
                found = True
        self.acts = [e for e in acts if e.id in self.chain]

    @staticmethod
    def need(e):
        if e.kind == 3 or e.op in (0, 1):
            return 1
        return 3 if e.kind != 1 or e.op in (4, 6) else 4

    # --- rules 3 to 8 ---

    def beyond(self, e, r):
        if self.author[e.id] is None or self.author[e.id] != r.act[2]:
            return False
        for writer, seq, cut in r.act[3]:
            if writer == e.writer:
                held = self.by_id.get(cut)
                if (e in self.line(held)) if held else e.seq <= seq:
                    return False
        return True

    def hits(self, r, x):
        return any(self.beyond(member, r) for member in self.chain.get(x.id, []))

    def seniority(self, grant_id):
        return len(self.chain[grant_id]), grant_id

    def decide(self):
        self.revokes = []
        for r in sorted((e for e in self.acts if e.op == 3), key=lambda e: (*self.seniority(e.act[1]), e.seq, e.id)):
            if r.act[2] == self.author[r.id] or self.hits(r, r):
                self.reason[r.id] = "E_CUT_SELF"
            elif any(self.hits(s, r) for s in self.revokes):
                self.reason[r.id] = "Q_CUT"
            else:
                self.reason[r.id] = "+"
                self.revokes.append(r)
        places = {}
        for e in self.all:
            places.setdefault((e.writer, e.seq), set()).add(e.id)
        split = {}
        for (writer, seq), ids in places.items():
            if len(ids) > 1:
                split[writer] = min(seq, split.get(writer, seq))
        others = [e for e in self.acts if e.op != 3]
        cut = {e.id for e in others if any(self.hits(r, e) for r in self.revokes)}
        down = {e.id for e in others if e.op in (2, 5) and e.writer in split and e.seq >= split[e.writer]}
        while True:
            suspended = {e.id for e in others if any(member.id in down for member in self.chain[e.id])}
            force = [e for e in others if e.op == 2 and e.id not in cut and e.id not in suspended]
            lifted = {g.id for g in others if g.op == 2 and g.id in down for h in force
                      if self.says(h) == self.says(g) and self.author[h.id] != self.author[g.id]}
            if not lifted:
                break
            down -= lifted
        for e in others:
            self.reason[e.id] = "Q_CUT" if e.id in cut else "E_FORK" if e.id in suspended else "+"

    @staticmethod
    def says(grant):
        key, kem, party, _, role = grant.act[2]
        return key, kem, party, role

    # --- rules 9 and 10 ---

    def grants(self, seat):
        return [self.genesis] * (self.genesis.act[2][0] == seat) + [
            e for e in self.acts if e.op == 2 and self.reason[e.id] == "+" and e.act[2][0] == seat]

    def role(self, seat):
        return min((g.act[2][4] for g in self.grants(seat)), default=0)

    def ended(self, seat):
        return any(r.act[2] == seat for r in self.revokes)

    def verdict(self, e):
        why = self.reason.get(e.id)
        if e.kind == 1 and e.op >= 2 and why == "+":
            return "accepted"
        if why == "E_SIG":
            return "E_SIG"
        seat = self.author[e.id]
        if seat is None:
            return "Q_NO_CERT"
        if self.role(seat) < self.need(e):
            return "Q_NO_GRANT"
        cut = any(self.beyond(e, r) for r in self.revokes) or (e.kind == 1 and e.op >= 2 and why == "Q_CUT")
        named = e.kind != 1 and any(a.op == 5 and self.reason[a.id] == "+" and e.id in a.act[2] for a in self.acts)
        return "Q_CUT" if cut and not named else "accepted"

    # --- section 4 ---

    def epoch(self):
        if self.genesis.act[1]:
            return "public"
        count = [self.genesis] + [e for e in self.acts if self.reason[e.id] == "+"]
        announced, covers = [], {}
        for e in count:
            following = {0: 5, 3: 4, 4: 2}.get(e.op)
            following = e.act[following] if following else None
            wraps = e.act[3] if e.op == 2 else following[2] if following else []
            for seat, epoch, _, _ in wraps:
                covers.setdefault(epoch, set()).add(seat)
            if following:
                announced.append((following[0], e.id, following[1]))
        seats = {self.genesis.act[2][0]} | {e.act[2][0] for e in self.all if e.op == 2}
        out = {s for s in seats if not self.grants(s) or self.ended(s)}
        readers = {s for s in seats - out if self.role(s) >= 2}
        for n, _, epoch in sorted(announced, reverse=True):
            if readers <= covers.get(epoch, set()) and not covers.get(epoch, set()) & out:
                return f"{n} {epoch.hex()}"
        return "rotate"

    def lines(self):
        for e in self.all:
            yield " ".join([e.id.hex(), self.verdict(e)] + ([self.reason[e.id]] if e.kind == 1 else []))
        yield self.epoch()


def main(path):
    with open(path, encoding="utf-8") as file:
        fixture = json.load(file)
    for space in fixture["spaces"]:
        entries = [Entry(bytes.fromhex(e["entry"]), bytes.fromhex(e["block"])) for e in space["entries"]]
        for line in Space(entries).lines():
            print(line)


if __name__ == "__main__":
    main(sys.argv[1])
