package std

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding"
	"hash"
	"hash/crc32"
)

// hashNatives are the natives of the hash functions.
var hashNatives = map[string]any{
	"internal/digest.start": func(name string) string { return stateOf(hashes[name]()) },
	"internal/digest.write": writeDigest,
	"internal/digest.sum":   sumDigest,
	"internal/digest.check": checkDigest,
	"hash/crc32.update":     updateCRC,
}

// hashes are the functions that package digest has, by their names there.
var hashes = map[string]func() hash.Hash{
	"md5":        md5.New,
	"sha1":       sha1.New,
	"sha224":     sha256.New224,
	"sha256":     sha256.New,
	"sha384":     sha512.New384,
	"sha512":     sha512.New,
	"sha512/224": sha512.New512_224,
	"sha512/256": sha512.New512_256,
}

func stateOf(h hash.Hash) string {
	b, err := h.(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		panic(err)
	}
	return string(b)
}

func hashAt(name, state string) (hash.Hash, error) {
	h := hashes[name]()
	return h, h.(encoding.BinaryUnmarshaler).UnmarshalBinary([]byte(state))
}

func writeDigest(name, state string, p []byte) string {
	h, err := hashAt(name, state)
	if err != nil {
		panic(err)
	}
	h.Write(p)
	return stateOf(h)
}

func sumDigest(name, state string) []byte {
	h, err := hashAt(name, state)
	if err != nil {
		panic(err)
	}
	return h.Sum(nil)
}

// checkDigest returns what is wrong with a state, "" for nothing.
func checkDigest(name, state string) string {
	if _, err := hashAt(name, state); err != nil {
		return err.Error()
	}
	return ""
}

// updateCRC is crc32.Update for the table of a polynomial.
func updateCRC(crc, poly uint32, p []byte) uint32 {
	return crc32.Update(crc, crc32.MakeTable(poly), p)
}
