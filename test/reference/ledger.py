"""Second implementation of the entry format (docs/formats/entry.md), in plain Python 3 with its standard library only.

    python3 test/reference/ledger.py test/fixtures/entry/entries.json

prints one line per entry, in the file's order: the entry's id when checks 1-3 and 15-17 hold, else the code.
Written from the format's page, not from the program; it shares no code with it. Slow on purpose: read it, do not run a node on it.
"""

import hashlib
import hmac
import json
import struct
import sys
import zlib


class Refused(Exception):
    """Its argument is the code."""


# --- CBOR profile: RFC 8949 section 4.2.1; no floats, tags, undefined, indefinite lengths; depth 16 ---

class Cbor:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, n):
        if n > len(self.data) - self.at:
            raise Refused("E_CBOR")
        self.at += n
        return self.data[self.at - n:self.at]

    def head(self):
        first = self.take(1)[0]
        major, info = first >> 5, first & 31
        if major == 7:
            return major, first
        if info < 24:
            return major, info
        if info > 27:
            raise Refused("E_CBOR")
        n = int.from_bytes(self.take(1 << (info - 24)), "big")
        if n < (24, 1 << 8, 1 << 16, 1 << 32)[info - 24] or n > 2**53 - 1:
            raise Refused("E_CBOR")
        return major, n

    def value(self, depth=0):
        major, n = self.head()
        if major == 0:
            return n
        if major == 1:
            if n > 2**53 - 2:
                raise Refused("E_CBOR")
            return -1 - n
        if major == 2:
            return self.take(n)
        if major == 3:
            try:
                text = self.take(n).decode("utf-8", "strict")
            except UnicodeDecodeError:
                raise Refused("E_CBOR")
            if "\0" in text:
                raise Refused("E_CBOR")
            return text
        if major in (4, 5) and (depth >= 16 or n > len(self.data) - self.at):
            raise Refused("E_CBOR")
        if major == 4:
            return [self.value(depth + 1) for _ in range(n)]
        if major == 5:
            out, before = {}, b""
            for _ in range(n):
                start = self.at
                key = self.value(depth + 1)
                encoded = self.data[start:self.at]
                if not isinstance(key, str) or encoded <= before:
                    raise Refused("E_CBOR")
                before = encoded
                out[key] = self.value(depth + 1)
            return out
        if major == 7 and n in (0xF4, 0xF5, 0xF6):
            return {0xF4: False, 0xF5: True, 0xF6: None}[n]
        raise Refused("E_CBOR")


def decode(data):
    reader = Cbor(data)
    value = reader.value()
    if reader.at != len(data):
        raise Refused("E_CBOR")
    return value


def encode_head(major, n):
    for info, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if n < 24:
            return bytes([major << 5 | n])
        if n < 1 << (8 * size):
            return bytes([major << 5 | info]) + n.to_bytes(size, "big")
    raise ValueError(n)


def encode(value):
    """Enough of it for headers and signed bytes."""
    if value is None:
        return b"\xf6"
    if isinstance(value, bytes):
        return encode_head(2, len(value)) + value
    if isinstance(value, str):
        return encode_head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return encode_head(4, len(value)) + b"".join(map(encode, value))
    return encode_head(0, value)


# --- Ed25519, cofactorless, behind the table of small-order encodings (RFC 8032 section 5.1) ---

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)
SMALL = {
    bytes.fromhex(h)[:31] + bytes([bytes.fromhex(h)[31] | high])
    for high in (0, 128)
    for h in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
}


def recover_x(y, sign):
    xx = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * ROOT % P
    if (x * x - xx) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    e, i, j, k = f - e, h - g, h + g, f + e
    return e * i % P, j * k % P, i * j % P, e * k % P


def times(n, point):
    out = (0, 1, 1, 0)
    while n:
        if n & 1:
            out = add(out, point)
        point = add(point, point)
        n >>= 1
    return out


def point_of(y, sign):
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE = point_of(4 * pow(5, -1, P) % P, 0)


def canonical(key):
    return int.from_bytes(key, "little") & (2**255 - 1) < P


def verify(key, message, signature):
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    y = int.from_bytes(key, "little")
    point = point_of(y & (2**255 - 1), y >> 255)
    if s >= L or point is None:
        return False
    k = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % L
    x, y, z, _ = add(times(s, BASE), times(k, (P - point[0], point[1], 1, P - point[3])))
    x, y = x * pow(z, -1, P) % P, y * pow(z, -1, P) % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == r


# --- HKDF (RFC 5869) and ChaCha20-Poly1305 (RFC 8439) ---

def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def hkdf32(ikm, salt, info):
    return mac(mac(salt, ikm), info + b"\x01")


def chacha_block(key, counter, nonce):
    start = struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<I", counter) + nonce)
    s = list(start)
    for _ in range(10):
        for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                           (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                s[x] = (s[x] + s[y]) & 0xFFFFFFFF
                w = s[z] ^ s[x]
                s[z] = (w << turn | w >> (32 - turn)) & 0xFFFFFFFF
    return struct.pack("<16I", *((v + w) & 0xFFFFFFFF for v, w in zip(s, start)))


def aead_open(key, sealed):
    """Nonce of 12 zero bytes, no associated data."""
    if len(sealed) < 16:
        raise Refused("E_AEAD")
    text, tag, nonce = sealed[:-16], sealed[-16:], bytes(12)
    one_time = chacha_block(key, 0, nonce)
    r = int.from_bytes(one_time[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    data = text + bytes(-len(text) % 16) + struct.pack("<QQ", 0, len(text))
    acc = 0
    for i in range(0, len(data), 16):
        acc = (acc + int.from_bytes(data[i:i + 16] + b"\x01", "little")) * r % (2**130 - 5)
    acc = (acc + int.from_bytes(one_time[16:32], "little")) % 2**128
    if not hmac.compare_digest(acc.to_bytes(16, "little"), tag):
        raise Refused("E_AEAD")
    out = b""
    for i in range(0, len(text), 64):
        block = chacha_block(key, 1 + i // 64, nonce)
        out += bytes(a ^ b for a, b in zip(text[i:i + 64], block))
    return out


# --- Shapes ---

def is_bytes(v, *lengths):
    return isinstance(v, bytes) and len(v) in lengths


def is_uint(v, most=2**53 - 1):
    return isinstance(v, int) and not isinstance(v, bool) and 0 <= v <= most


def is_list(v, least, most=None):
    return isinstance(v, list) and len(v) >= least and (most is None or len(v) <= most)


def is_text_or_null(v):
    return v is None or isinstance(v, str)


def rising(rows):
    return all(a < b for a, b in zip(rows, rows[1:]))


def need(holds, code):
    if not holds:
        raise Refused(code)


# --- Checks 1 to 3 ---

def open_outer(entry):
    need(len(entry) <= 7 + 3 + 1024 + 66, "E_SIZE")
    need(len(entry) >= 75 and entry[:7] == bytes.fromhex("d28443a10127a0"), "E_COSE")
    for head, length in ((1, entry[7] - 0x40), (2, entry[8]), (3, entry[8] << 8 | entry[9])):
        if (encode_head(2, length) == entry[7:7 + head] if 0 <= length <= 1024 else False):
            need(len(entry) == 7 + head + length + 66, "E_COSE")
            need(entry[7 + head + length:][:2] == b"\x58\x40", "E_COSE")
            return entry[7 + head:7 + head + length], entry[-64:]
    raise Refused("E_COSE")


def read_header(data):
    h = decode(data)
    need(isinstance(h, list) and h, "E_HEADER")
    if is_uint(h[0]) and h[0] > 1:
        raise Refused("P_VERSION")
    need(is_uint(h[0]) and h[0] == 1 and len(h) == 13, "E_HEADER")
    _, kind, space, writer, seq, prev, deps, ms, ctr, epoch, kc, ph, plen = h
    need(is_uint(kind, 3) and is_bytes(space, 32) and is_bytes(writer, 32) and is_uint(seq), "E_HEADER")
    need((prev is None and seq == 0) or (is_bytes(prev, 32) and seq > 0), "E_HEADER")
    need(is_list(deps, 0, 16) and all(is_bytes(d, 32) for d in deps) and rising(deps), "E_HEADER")
    need(is_uint(ms) and is_uint(ctr, 65535) and is_bytes(epoch, 0, 16), "E_HEADER")
    need(is_bytes(kc, 0, 32) and (kc == b"") == (epoch == b""), "E_HEADER")
    need(is_bytes(ph, 32) and is_uint(plen, 262144) and plen >= 1, "E_HEADER")
    return h


def check_signature(writer, header, signature):
    need(writer not in SMALL and canonical(writer) and signature[:32] not in SMALL, "E_KEY")
    signed = encode(["Signature1", bytes.fromhex("a10127"), b"", header])
    need(verify(writer, signed, signature), "E_SIG")


# --- Checks 15 to 17 ---

def padme(n):
    e = n.bit_length() - 1
    mask = (1 << max(0, e - e.bit_length())) - 1
    return n + mask & ~mask


def inflated(coded):
    codec, body = coded[0], coded[1:]
    if codec == 0:
        return body
    need(codec == 1, "E_BODY")
    stream = zlib.decompressobj(-15)
    try:
        out = stream.decompress(body, 1048577)
    except zlib.error:
        raise Refused("E_BODY")
    need(len(out) <= 1048576 and stream.eof and not stream.unused_data, "E_BODY")
    return out


def unpack(h, block, epochs):
    need(len(block) >= 25, "E_BODY")
    salt, rest = block[:24], block[24:]
    epoch, kc = h[9], h[10]
    if epoch == b"":
        return inflated(rest)
    if epoch not in epochs:
        raise Refused("LOCKED")
    bind = hashlib.sha256(encode(h[:10])).digest()
    mk = hkdf32(epochs[epoch], salt, b"kua/entry/1" + bind)
    need(mac(mk, b"kua/1 commit\x01") == kc, "E_COMMIT")
    plain = aead_open(mac(mk, b"kua/1 enc\x01"), rest)
    need(len(plain) >= 5, "E_BODY")
    end = 4 + int.from_bytes(plain[:4], "big")
    need(5 <= end <= len(plain) == padme(max(64, end)) and not any(plain[end:]), "E_BODY")
    return inflated(plain[4:end])


def check_ref(v):
    need(is_list(v, 2, 2) and is_bytes(v[0], 32) and is_uint(v[1]), "E_CLAIMS")


def check_ctx(v):
    need(is_list(v, 4, 4), "E_CLAIMS")
    conf, src, obs, extra = v
    need(isinstance(conf, str) and is_list(src, 0, 32) and is_text_or_null(obs) and isinstance(extra, dict), "E_CLAIMS")
    for s in src:
        need(is_list(s, 1, 2) and is_uint(s[0], 3) and len(s) == (1 if s[0] == 0 else 2), "E_CLAIMS")
        if s[0] == 2:
            check_ref(s[1])
        elif s[0]:
            need(is_bytes(s[1], 16), "E_CLAIMS")


def versioned(v):
    need(isinstance(v, list) and v, "E_CLAIMS")
    if is_uint(v[0]) and v[0] > 1:
        raise Refused("P_VERSION")
    need(is_uint(v[0]) and v[0] == 1, "E_CLAIMS")
    return v


def check_payload(v):
    need(len(versioned(v)) == 6, "E_CLAIMS")
    _, by, ctx, claims, ends, batch = v
    need(by is None or is_bytes(by, 16), "E_CLAIMS")
    need(batch is None or is_bytes(batch, 16), "E_CLAIMS")
    check_ctx(ctx)
    need(is_list(claims, 0, 1000) and is_list(ends, 0, 1000), "E_CLAIMS")
    for c in claims:
        need(is_list(c, 5, 5) and is_bytes(c[0], 16) and isinstance(c[1], str) and isinstance(c[2], str), "E_CLAIMS")
        if c[4] is not None:
            check_ctx(c[4])
    for e in ends:
        need(is_list(e, 3, 3) and is_text_or_null(e[2]), "E_CLAIMS")
        if is_bytes(e[0], 16):
            need(e[1] is None, "E_CLAIMS")
        else:
            check_ref(e[0])
            need(e[1] is None or is_uint(e[1], len(claims) - 1), "E_CLAIMS")


def check_erase(v):
    need(len(versioned(v)) == 3 and is_list(v[1], 1, 256) and isinstance(v[2], str), "E_CLAIMS")
    for t in v[1]:
        need(is_list(t, 3, 3) and is_bytes(t[0], 32) and is_bytes(t[1], 32) and is_list(t[2], 0), "E_CLAIMS")
        for ended in t[2]:
            if not is_bytes(ended, 16):
                check_ref(ended)


def check_receipt(v):
    need(len(versioned(v)) == 3 and is_uint(v[1]), "E_CLAIMS")
    if v[1] == 1:
        need(is_list(v[2], 0), "E_CLAIMS")
        for t in v[2]:
            need(is_list(t, 3, 3) and is_bytes(t[0], 32) and is_uint(t[1]) and is_bytes(t[2], 32), "E_CLAIMS")
        need(rising([t[0] + t[2] for t in v[2]]), "E_CLAIMS")
    else:
        need(v[1] == 2 and is_list(v[2], 1, 1000), "E_CLAIMS")
        need(all(is_list(t, 2, 2) and is_bytes(t[0], 32) and is_bytes(t[1], 32) for t in v[2]), "E_CLAIMS")


def is_seat(v):
    return (is_list(v, 5, 5) and all(is_bytes(k, 32) for k in v[:3]) and is_bytes(v[3], 64)
            and is_uint(v[4], 4) and v[4] >= 1)


def is_wraps(v, least):
    return is_list(v, least, 10000) and all(
        is_list(w, 4, 4) and is_bytes(w[0], 32) and is_bytes(w[1], 16) and is_bytes(w[2], 32) and is_bytes(w[3], 48)
        for w in v)


def is_next(v):
    return is_list(v, 3, 3) and is_uint(v[0]) and is_bytes(v[1], 16) and is_wraps(v[2], 1)


def is_cuts(v):
    return is_list(v, 0, 1000) and all(
        is_list(c, 3, 3) and is_bytes(c[0], 32) and is_uint(c[1]) and is_bytes(c[2], 32) for c in v)


def check_control(v):
    need(isinstance(v, list) and v and is_uint(v[0]), "E_CLAIMS")
    op = v[0]
    if op > 6:
        raise Refused("P_VERSION")
    need(len(v) == (6, 3, 4, 5, 3, 3, 2)[op], "E_CLAIMS")
    if op == 0:
        _, public, seat, cert, recovery, following = v
        need(isinstance(public, bool) and is_seat(seat) and is_bytes(cert, 64) and recovery is None, "E_CLAIMS")
        need(following is None if public else is_next(following), "E_CLAIMS")
        return
    need(is_bytes(v[1], 32), "E_CLAIMS")
    holds = {
        1: lambda: is_bytes(v[2], 64),
        2: lambda: is_seat(v[2]) and is_wraps(v[3], 0),
        3: lambda: is_bytes(v[2], 32) and is_cuts(v[3]) and (v[4] is None or is_next(v[4])),
        4: lambda: is_next(v[2]),
        5: lambda: is_list(v[2], 1, 1000) and all(is_bytes(e, 32) for e in v[2]),
        6: lambda: True,
    }
    need(holds[op](), "E_CLAIMS")


def check_note(v):
    need(is_list(v, 4, 4) and is_text_or_null(v[0]) and (v[1] is None or is_bytes(v[1], 32)), "E_CLAIMS")
    for items in v[2:]:
        need(is_list(items, 0) and all(isinstance(x, bytes) for x in items), "E_CLAIMS")


def open_control(h, block, epochs):
    need(len(block) >= 4, "E_BODY")
    end = 4 + int.from_bytes(block[:4], "big")
    need(end <= len(block), "E_BODY")
    check_control(decode(block[4:end]))
    if end == len(block):
        return
    try:
        note = unpack(h, block[end:], epochs)
    except Refused as refused:
        if refused.args[0] == "LOCKED":
            return  # the clear part decides membership even where the note cannot be read
        raise
    check_note(decode(note))


def open_block(h, block, epochs):
    need(len(block) == h[12] and hashlib.sha256(block).digest() == h[11], "E_PAYLOAD")
    if h[1] == 1:
        return open_control(h, block, epochs)
    return (check_payload, None, check_erase, check_receipt)[h[1]](decode(unpack(h, block, epochs)))


def answer(entry, block, epochs):
    try:
        header_bytes, signature = open_outer(entry)
        h = read_header(header_bytes)
        check_signature(h[3], header_bytes, signature)
        open_block(h, block, epochs)
        return hashlib.sha256(header_bytes).hexdigest()
    except Refused as refused:
        return refused.args[0]


def main(path):
    with open(path, encoding="utf-8") as file:
        fixture = json.load(file)
    epochs = {bytes.fromhex(e["id"]): bytes.fromhex(e["secret"]) for e in fixture["epochs"]}
    for item in fixture["good"] + fixture["rejects"]:
        print(answer(bytes.fromhex(item["entry"]), bytes.fromhex(item["block"]), epochs))


if __name__ == "__main__":
    main(sys.argv[1])
