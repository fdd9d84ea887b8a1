//go:build gopherscope

// Package rand gives random bytes: those of the machine's seeded generator, so that a run
// can be repeated. Nothing here is secret.
package rand

import (
	"internal/rt"
	"io"
	_ "os" // linked in Go too, which brings a goroutine of the runtime
)

// Reader gives random bytes without end.
var Reader io.Reader = reader{}

type reader struct{}

func (reader) Read(b []byte) (n int, err error) {
	for i := 0; i < len(b); {
		x := rt.Rand()
		for k := 0; k < 8 && i < len(b); k++ {
			b[i] = byte(x >> (8 * k))
			i++
		}
	}
	return len(b), nil
}

// Read fills b and never fails.
func Read(b []byte) (n int, err error) {
	_, err = io.ReadFull(Reader, b)
	return len(b), err
}

// Text returns 26 letters of base 32, which hold at least 128 random bits.
func Text() string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	b := make([]byte, 26)
	Read(b)
	for i := range b {
		b[i] = letters[b[i]%32]
	}
	return string(b)
}
