//go:build gopherscope

// Package rand makes numbers that look random. A source with a seed gives the sequence it
// gives in Go; the functions of the package use the machine's own seeded generator.
package rand

import (
	"internal/rt"
	"unsafe"
)

// A Source gives numbers of 63 bits.
type Source interface {
	Int63() int64
	Seed(seed int64)
}

// A Source64 gives numbers of 64 bits too.
type Source64 interface {
	Source
	Uint64() uint64
}

const (
	rngLen = 607 // value n is the sum of
	rngTap = 273 // values n-rngLen and n-rngTap
)

// An rngSource is an additive lagged Fibonacci generator: its last rngLen values.
type rngSource struct {
	at  int // the oldest value
	vec [rngLen]uint64
}

// NewSource returns a source that seed determines.
func NewSource(seed int64) Source {
	s := new(rngSource)
	s.Seed(seed)
	return s
}

// seeded returns the state after seeding, from the host's package: rngLen words of 8 bytes.
func seeded(seed int64) string

func (s *rngSource) Seed(seed int64) {
	s.at = 0
	state := seeded(seed)
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&s.vec)), 8*rngLen), state)
}

func (s *rngSource) Int63() int64 { return int64(s.Uint64() & (1<<63 - 1)) }

func (s *rngSource) Uint64() uint64 {
	tap := s.at - rngTap
	if tap < 0 {
		tap += rngLen
	}
	s.vec[s.at] += s.vec[tap]
	x := s.vec[s.at]
	if s.at++; s.at == rngLen {
		s.at = 0
	}
	return x
}

// A machineSource is the machine's own generator.
type machineSource struct{}

func (machineSource) Int63() int64    { return int64(rt.Rand() & (1<<63 - 1)) }
func (machineSource) Uint64() uint64  { return rt.Rand() }
func (machineSource) Seed(seed int64) { panic("internal error: call to machineSource.Seed") }

// A Rand makes numbers of a source.
type Rand struct {
	src Source
	s64 Source64 // src, if it has 64 bits

	readVal int64 // bytes that Read has left of a number
	readPos int8  // … and how many
}

func New(src Source) *Rand {
	s64, _ := src.(Source64)
	return &Rand{src: src, s64: s64}
}

func (r *Rand) Seed(seed int64) {
	r.src.Seed(seed)
	r.readPos = 0
}

func (r *Rand) Int63() int64   { return r.src.Int63() }
func (r *Rand) Uint32() uint32 { return uint32(r.Int63() >> 31) }
func (r *Rand) Int31() int32   { return int32(r.Int63() >> 32) }
func (r *Rand) Int() int       { return int(uint(r.Int63())) }

func (r *Rand) Uint64() uint64 {
	if r.s64 != nil {
		return r.s64.Uint64()
	}
	return uint64(r.Int63())>>31 | uint64(r.Int63())<<32
}

// Int63n returns a number in [0, n). Numbers beyond the last multiple of n are drawn anew,
// so that all are equally likely.
func (r *Rand) Int63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	if n&(n-1) == 0 {
		return r.Int63() & (n - 1)
	}
	limit := int64(1<<63 - 1 - (1<<63)%uint64(n))
	v := r.Int63()
	for v > limit {
		v = r.Int63()
	}
	return v % n
}

func (r *Rand) Int31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	if n&(n-1) == 0 {
		return r.Int31() & (n - 1)
	}
	limit := int32(1<<31 - 1 - (1<<31)%uint32(n))
	v := r.Int31()
	for v > limit {
		v = r.Int31()
	}
	return v % n
}

// scaled is Int31n by a multiplication in place of a division; its sequence differs.
func (r *Rand) scaled(n int32) int32 {
	prod := uint64(r.Uint32()) * uint64(n)
	if uint32(prod) < uint32(n) {
		for limit := uint32(-n) % uint32(n); uint32(prod) < limit; {
			prod = uint64(r.Uint32()) * uint64(n)
		}
	}
	return int32(prod >> 32)
}

func (r *Rand) Intn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	if n <= 1<<31-1 {
		return int(r.Int31n(int32(n)))
	}
	return int(r.Int63n(int64(n)))
}

// Float64 returns a number in [0, 1). One that rounds to 1 is drawn anew.
func (r *Rand) Float64() float64 {
	for {
		if f := float64(r.Int63()) / (1 << 63); f != 1 {
			return f
		}
	}
}

func (r *Rand) Float32() float32 {
	for {
		if f := float32(r.Float64()); f != 1 {
			return f
		}
	}
}

// Perm returns the numbers of [0, n) in some order.
func (r *Rand) Perm(n int) []int {
	m := make([]int, n)
	for i := range n {
		j := r.Intn(i + 1)
		m[i] = m[j]
		m[j] = i
	}
	return m
}

func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	i := n - 1
	for ; i > 1<<31-2; i-- {
		swap(i, int(r.Int63n(int64(i+1))))
	}
	for ; i > 0; i-- {
		swap(i, int(r.scaled(int32(i+1))))
	}
}

// Read fills p; it never fails.
func (r *Rand) Read(p []byte) (n int, err error) {
	for i := range p {
		if r.readPos == 0 {
			r.readVal, r.readPos = r.Int63(), 7
		}
		p[i] = byte(r.readVal)
		r.readVal >>= 8
		r.readPos--
	}
	return len(p), nil
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
		v := r.Int63()
		for shift := 0; shift < 64; shift += 8 {
			drawn = append(drawn, byte(v>>shift))
		}
		if x, ok := f(string(drawn)); ok {
			return x
		}
	}
}
