//go:build gopherscope

// Package rand gives random bytes: those of the machine's seeded generator, so that a run
// can be repeated. Nothing here is secret.
package rand

import (
	"errors"
	"internal/rt"
	"io"
	"math/big"
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

// Int returns a random number from 0 to max-1.
func Int(rand io.Reader, max *big.Int) (n *big.Int, err error) {
	if max.Sign() <= 0 {
		panic("crypto/rand: argument to Int is <= 0")
	}
	n = new(big.Int).Sub(max, big.NewInt(1))
	bits := n.BitLen()
	b := make([]byte, (bits+7)/8)
	for bits > 0 {
		if _, err := io.ReadFull(rand, b); err != nil {
			return nil, err
		}
		b[0] &= 0xff >> (len(b)*8 - bits)
		if n.SetBytes(b); n.Cmp(max) < 0 {
			break
		}
	}
	return n, nil
}

// Prime returns a number of so many bits, at least 2, that is prime but for an error less
// likely than one in a million million.
func Prime(r io.Reader, bits int) (*big.Int, error) {
	if bits < 2 {
		return nil, errors.New("crypto/rand: prime size must be at least 2-bit")
	}
	p := new(big.Int)
	b := make([]byte, (bits+7)/8)
	for {
		if _, err := io.ReadFull(r, b); err != nil {
			return nil, err
		}
		b[0] &= 0xff >> (len(b)*8 - bits)
		p.SetBytes(b)
		p.SetBit(p, bits-1, 1)
		if bits > 2 {
			p.SetBit(p, bits-2, 1)
			p.SetBit(p, 0, 1)
		}
		if p.ProbablyPrime(20) {
			return p, nil
		}
	}
}
