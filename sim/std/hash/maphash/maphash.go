//go:build gopherscope

// Package maphash hashes strings and comparable values. Seeds come from the machine's
// seeded generator.
package maphash

import (
	"hash"
	"internal/rt"
	"math"
)

// A Seed settles a hash function; only MakeSeed makes one.
type Seed struct{ s uint64 }

// MakeSeed returns a random seed.
func MakeSeed() Seed {
	for {
		if s := rt.Rand(); s != 0 {
			return Seed{s}
		}
	}
}

// mix lets a byte into h; finish spreads it over all bits.
func mix(h uint64, c byte) uint64 { return (h ^ uint64(c)) * 0x100000001b3 }

func finish(h uint64) uint64 {
	h = (h ^ h>>32) * 0x9e3779b97f4a7c15
	h = (h ^ h>>29) * 0xbf58476d1ce4e5b9
	return h ^ h>>32
}

func (s Seed) start() uint64 {
	if s.s == 0 {
		panic("maphash: use of uninitialized Seed")
	}
	return s.s
}

// String returns the hash of s, Bytes that of b.
func String(seed Seed, s string) uint64 {
	h := seed.start()
	for i := range len(s) {
		h = mix(h, s[i])
	}
	return finish(h)
}

func Bytes(seed Seed, b []byte) uint64 { return String(seed, string(b)) }

// A Hash is a hash of bytes under way. Its zero value makes a seed when it needs one.
type Hash struct {
	_    [0]func() // not comparable
	seed Seed
	h    uint64
}

func (h *Hash) init() {
	if h.seed.s == 0 {
		h.SetSeed(MakeSeed())
	}
}

func (h *Hash) Write(b []byte) (int, error) {
	h.init()
	for _, c := range b {
		h.h = mix(h.h, c)
	}
	return len(b), nil
}

func (h *Hash) WriteString(s string) (int, error) {
	h.init()
	for i := range len(s) {
		h.h = mix(h.h, s[i])
	}
	return len(s), nil
}

func (h *Hash) WriteByte(b byte) error {
	h.init()
	h.h = mix(h.h, b)
	return nil
}

func (h *Hash) Seed() Seed {
	h.init()
	return h.seed
}

func (h *Hash) SetSeed(seed Seed) {
	h.h = seed.start()
	h.seed = seed
}

func (h *Hash) Reset() {
	h.init()
	h.h = h.seed.s
}

func (h *Hash) Sum64() uint64 {
	h.init()
	return finish(h.h)
}

func (h *Hash) Sum(b []byte) []byte {
	x := h.Sum64()
	for shift := 56; shift >= 0; shift -= 8 {
		b = append(b, byte(x>>shift))
	}
	return b
}

func (h *Hash) Size() int      { return 8 }
func (h *Hash) BlockSize() int { return 128 }

func (h *Hash) Clone() (hash.Cloner, error) {
	h.init()
	c := *h
	return &c, nil
}

// Comparable returns the hash of v: equal values have the same. It panics as a map does if
// v cannot be compared.
func Comparable[T comparable](seed Seed, v T) uint64 {
	var h Hash
	h.SetSeed(seed)
	WriteComparable(&h, v)
	return h.Sum64()
}

// WriteComparable lets x into h.
func WriteComparable[T comparable](h *Hash, x T) {
	h.init()
	h.value(x)
}

func (h *Hash) word(x uint64) {
	for range 8 {
		h.h = mix(h.h, byte(x))
		x >>= 8
	}
}

func (h *Hash) float(f float64) {
	switch {
	case f == 0:
		f = 0 // -0 is equal to it
	case f != f:
		h.word(rt.Rand()) // NaN equals nothing
		return
	}
	h.word(math.Float64bits(f))
}

func (h *Hash) value(v any) {
	t := rt.TypeOf(v)
	switch kind := rt.TypeKind(t); {
	case t == 0:
	case kind == rt.String:
		s := rt.AsString(v)
		h.word(uint64(len(s)))
		h.WriteString(s)
	case kind == rt.Float32 || kind == rt.Float64:
		h.float(rt.AsFloat(v))
	case kind == rt.Complex64 || kind == rt.Complex128:
		c := rt.AsComplex(v)
		h.float(real(c))
		h.float(imag(c))
	case kind == rt.Array:
		for i := range rt.Len(v) {
			h.value(rt.Index(v, i))
		}
	case kind == rt.Struct:
		for i := range rt.NumField(t) {
			if rt.FieldName(t, i) != "_" {
				h.value(rt.Field(v, i))
			}
		}
	case kind >= rt.Int && kind <= rt.Int64:
		h.word(uint64(rt.AsInt(v)))
	case rt.Comparable(t):
		h.word(rt.AsUint(v))
	default:
		panic("hash of unhashable type " + rt.TypeName(t))
	}
}
