//go:build gopherscope

// Package rand makes numbers that look random. A source with a seed gives the sequence it
// gives in Go; the functions of the package use the machine's own seeded generator.
package rand

import (
	"errors"
	"internal/rt"
	"math/bits"
)

// A Source gives numbers of 64 bits.
type Source interface{ Uint64() uint64 }

// A machineSource is the machine's own generator.
type machineSource struct{}

func (machineSource) Uint64() uint64 { return rt.Rand() }

// A PCG is a permuted congruential generator of 128 bits, with the DXSM output.
type PCG struct{ hi, lo uint64 }

func NewPCG(seed1, seed2 uint64) *PCG { return &PCG{seed1, seed2} }

func (p *PCG) Seed(seed1, seed2 uint64) { p.hi, p.lo = seed1, seed2 }

// step multiplies the state by one constant and adds another.
func (p *PCG) step() (hi, lo uint64) {
	const (
		mulHi, mulLo = 2549297995355413924, 4865540595714422341
		incHi, incLo = 6364136223846793005, 1442695040888963407
	)
	hi, lo = bits.Mul64(p.lo, mulLo)
	hi += p.hi*mulLo + p.lo*mulHi
	lo, carry := bits.Add64(lo, incLo, 0)
	hi += incHi + carry
	p.hi, p.lo = hi, lo
	return hi, lo
}

func (p *PCG) Uint64() uint64 {
	const mul = 0xda942042e4dd58b5
	hi, lo := p.step()
	hi ^= hi >> 32
	hi *= mul
	hi ^= hi >> 48
	return hi * (lo | 1)
}

// A PCG's state as bytes: a word for its kind, and its two numbers, the highest byte first.
const pcgMark = "pcg:"

// AppendBinary and MarshalBinary write p's state, UnmarshalBinary reads it.
func (p *PCG) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, pcgMark...)
	return appendNumber(appendNumber(b, p.hi), p.lo), nil
}

func (p *PCG) MarshalBinary() ([]byte, error) { return p.AppendBinary(nil) }

func (p *PCG) UnmarshalBinary(data []byte) error {
	if len(data) != 20 || string(data[:4]) != pcgMark {
		return errors.New("invalid PCG encoding")
	}
	p.hi, p.lo = number(data[4:12]), number(data[12:20])
	return nil
}

func appendNumber(b []byte, n uint64) []byte {
	for shift := 56; shift >= 0; shift -= 8 {
		b = append(b, byte(n>>shift))
	}
	return b
}

func number(b []byte) (n uint64) {
	for _, x := range b {
		n = n<<8 | uint64(x)
	}
	return n
}

// A ChaCha8 is a generator that ChaCha8 drives. It keeps its state in the form that
// MarshalBinary has, and leaves the work to the host's.
type ChaCha8 struct{ state string }

// newChaCha8 returns the state after seeding with 32 bytes; chacha8 returns the next count
// numbers, 8 bytes each, and the state after; chacha8Read the next n bytes of Read; chacha8Fault
// what is wrong with a state, and the state as it is written.
func newChaCha8(seed string) (state string)
func chacha8(state string, count int) (numbers, after string)
func chacha8Read(state string, n int) (data, after string)
func chacha8Fault(state string) (fault, canonical string)

func NewChaCha8(seed [32]byte) *ChaCha8 {
	c := new(ChaCha8)
	c.Seed(seed)
	return c
}

func (c *ChaCha8) Seed(seed [32]byte) { c.state = newChaCha8(string(seed[:])) }

func (c *ChaCha8) Uint64() uint64 {
	data, after := chacha8(c.state, 1)
	c.state = after
	return number([]byte(data))
}

// Read fills p; it never fails.
func (c *ChaCha8) Read(p []byte) (n int, err error) {
	data, after := chacha8Read(c.state, len(p))
	c.state = after
	return copy(p, data), nil
}

// AppendBinary and MarshalBinary write the state, UnmarshalBinary reads it.
func (c *ChaCha8) AppendBinary(b []byte) ([]byte, error) { return append(b, c.state...), nil }
func (c *ChaCha8) MarshalBinary() ([]byte, error)        { return []byte(c.state), nil }

func (c *ChaCha8) UnmarshalBinary(data []byte) error {
	fault, state := chacha8Fault(string(data))
	if fault != "" {
		return errors.New(fault)
	}
	c.state = state
	return nil
}

// A Rand makes numbers of a source.
type Rand struct{ src Source }

func New(src Source) *Rand { return &Rand{src} }

func (r *Rand) Uint64() uint64 { return r.src.Uint64() }
func (r *Rand) Int64() int64   { return int64(r.src.Uint64() &^ (1 << 63)) }
func (r *Rand) Uint32() uint32 { return uint32(r.src.Uint64() >> 32) }
func (r *Rand) Int32() int32   { return int32(r.src.Uint64() >> 33) }
func (r *Rand) Uint() uint     { return uint(r.src.Uint64()) }
func (r *Rand) Int() int       { return int(uint(r.src.Uint64()) << 1 >> 1) }

// below returns a number in [0, n): the high half of a number times n, drawn anew in the
// rare cases that would make some likelier.
func (r *Rand) below(n uint64) uint64 {
	if n&(n-1) == 0 {
		return r.Uint64() & (n - 1)
	}
	hi, lo := bits.Mul64(r.Uint64(), n)
	if lo < n {
		for limit := -n % n; lo < limit; {
			hi, lo = bits.Mul64(r.Uint64(), n)
		}
	}
	return hi
}

func (r *Rand) Int64N(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int64N")
	}
	return int64(r.below(uint64(n)))
}

func (r *Rand) Uint64N(n uint64) uint64 {
	if n == 0 {
		panic("invalid argument to Uint64N")
	}
	return r.below(n)
}

func (r *Rand) Int32N(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int32N")
	}
	return int32(r.below(uint64(n)))
}

func (r *Rand) Uint32N(n uint32) uint32 {
	if n == 0 {
		panic("invalid argument to Uint32N")
	}
	return uint32(r.below(uint64(n)))
}

func (r *Rand) IntN(n int) int {
	if n <= 0 {
		panic("invalid argument to IntN")
	}
	return int(r.below(uint64(n)))
}

func (r *Rand) UintN(n uint) uint {
	if n == 0 {
		panic("invalid argument to UintN")
	}
	return uint(r.below(uint64(n)))
}

// Float64 returns a number in [0, 1).
func (r *Rand) Float64() float64 { return float64(r.Uint64()<<11>>11) / (1 << 53) }
func (r *Rand) Float32() float32 { return float32(r.Uint32()<<8>>8) / (1 << 24) }

// Perm returns the numbers of [0, n) in some order.
func (r *Rand) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	r.Shuffle(len(p), func(i, j int) { p[i], p[j] = p[j], p[i] })
	return p
}

func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		swap(i, int(r.below(uint64(i+1))))
	}
}

// normFloat64 and expFloat64 are the host's, with a source that gives the 8-byte numbers
// of drawn; ok is false if there are too few.
func normFloat64(drawn string) (f float64, ok bool)
func expFloat64(drawn string) (f float64, ok bool)

// NormFloat64 returns a number of the standard normal distribution.
func (r *Rand) NormFloat64() float64 { return r.draw(normFloat64) }

// ExpFloat64 returns a number of the exponential distribution with rate 1.
func (r *Rand) ExpFloat64() float64 { return r.draw(expFloat64) }

// draw gives f one number after another until it can tell its result.
func (r *Rand) draw(f func(drawn string) (float64, bool)) float64 {
	var drawn []byte
	for {
		v := r.Uint64()
		for shift := 0; shift < 64; shift += 8 {
			drawn = append(drawn, byte(v>>shift))
		}
		if x, ok := f(string(drawn)); ok {
			return x
		}
	}
}

var global = New(machineSource{})

func Uint64() uint64                     { return global.Uint64() }
func Int64() int64                       { return global.Int64() }
func Uint32() uint32                     { return global.Uint32() }
func Int32() int32                       { return global.Int32() }
func Uint() uint                         { return global.Uint() }
func Int() int                           { return global.Int() }
func Int64N(n int64) int64               { return global.Int64N(n) }
func Uint64N(n uint64) uint64            { return global.Uint64N(n) }
func Int32N(n int32) int32               { return global.Int32N(n) }
func Uint32N(n uint32) uint32            { return global.Uint32N(n) }
func IntN(n int) int                     { return global.IntN(n) }
func UintN(n uint) uint                  { return global.UintN(n) }
func Float64() float64                   { return global.Float64() }
func Float32() float32                   { return global.Float32() }
func Perm(n int) []int                   { return global.Perm(n) }
func Shuffle(n int, swap func(i, j int)) { global.Shuffle(n, swap) }
func NormFloat64() float64               { return global.NormFloat64() }
func ExpFloat64() float64                { return global.ExpFloat64() }

// N returns a number in [0, n) of any integer type.
func N[Int interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}](n Int) Int {
	if n <= 0 {
		panic("invalid argument to N")
	}
	return Int(global.below(uint64(n)))
}
