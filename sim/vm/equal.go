package vm

import (
	"math"
	"math/bits"

	"gopherscope/sim/code"
)

// An eqKind says how values of a type are compared and hashed.
type eqKind uint8

const (
	eqNever  eqKind = iota // slices, maps, funcs and what contains them
	eqBytes                // the bytes are the value
	eqString               //
	eqIface                // by the dynamic type
	eqF32                  // -0 equals 0, NaN nothing
	eqF64                  //
	eqC64                  //
	eqC128                 //
	eqStruct               // field by field
	eqArray                // element by element
)

// eqOf says how values of type id are compared.
func (v *VM) eqOf(id code.TypeID) eqKind {
	t := &v.prog.Types[id]
	if t.NoEq {
		return eqNever
	}
	switch t.Kind {
	case code.KindSlice, code.KindMap, code.KindFunc, code.KindInvalid:
		return eqNever
	case code.KindString:
		return eqString
	case code.KindInterface:
		return eqIface
	case code.KindFloat32:
		return eqF32
	case code.KindFloat64:
		return eqF64
	case code.KindComplex64:
		return eqC64
	case code.KindComplex128:
		return eqC128
	case code.KindArray:
		if v.eqOf(t.Elem) == eqBytes {
			return eqBytes
		}
		return eqArray
	case code.KindStruct:
		end := int64(0)
		for _, f := range t.Fields { // plain bytes, unless there are gaps, whose bytes do not count
			if f.Name == "_" || f.Offset != end || v.eqOf(f.Type) != eqBytes {
				return eqStruct
			}
			end = f.Offset + v.prog.Types[f.Type].Size
		}
		if end != t.Size {
			return eqStruct
		}
	}
	return eqBytes
}

// equal compares the packed values of type id at addresses a and b. If an interface holds
// values that cannot be compared, it returns their type as bad.
//
// Models the equality functions of types and efaceeq, runtime/alg.go.
func (v *VM) equal(a, b uint64, id code.TypeID) (same bool, bad code.TypeID) {
	m := v.mem
	switch v.types[id].eq {
	case eqBytes:
		return v.sameBytes(a, b, v.types[id].size), 0
	case eqString:
		return v.equalStrings(m.Load(a), m.Load(a+8), m.Load(b), m.Load(b+8)), 0
	case eqIface:
		return v.equalIfaces(m.Load(a), m.Load(a+8), m.Load(b), m.Load(b+8))
	case eqF32:
		return f32(m.LoadN(a, 4)) == f32(m.LoadN(b, 4)), 0
	case eqF64:
		return f64(m.Load(a)) == f64(m.Load(b)), 0
	case eqC64:
		return f32(m.LoadN(a, 4)) == f32(m.LoadN(b, 4)) && f32(m.LoadN(a+4, 4)) == f32(m.LoadN(b+4, 4)), 0
	case eqC128:
		return f64(m.Load(a)) == f64(m.Load(b)) && f64(m.Load(a+8)) == f64(m.Load(b+8)), 0
	case eqStruct:
		for _, f := range v.prog.Types[id].Fields {
			if f.Name == "_" {
				continue
			}
			if same, bad := v.equal(a+uint64(f.Offset), b+uint64(f.Offset), f.Type); !same || bad != 0 {
				return false, bad
			}
		}
		return true, 0
	case eqArray:
		t := &v.prog.Types[id]
		size := v.types[t.Elem].size
		for i := range uint64(t.Len) {
			if same, bad := v.equal(a+i*size, b+i*size, t.Elem); !same || bad != 0 {
				return false, bad
			}
		}
		return true, 0
	}
	return false, id
}

// equalIfaces compares two interfaces.
func (v *VM) equalIfaces(t1, d1, t2, d2 uint64) (same bool, bad code.TypeID) {
	if t1 != t2 {
		return false, 0
	}
	if t1 == 0 {
		return true, 0
	}
	id := code.TypeID(t1)
	t := &v.prog.Types[id]
	if v.types[id].eq == eqNever {
		return false, id
	}
	if t.Direct || d1 == d2 && v.types[id].eq == eqBytes {
		return d1 == d2, 0
	}
	return v.equal(d1, d2, id)
}

// equalStrings compares two strings.
func (v *VM) equalStrings(a, n, b, k uint64) bool {
	return n == k && (a == b || v.sameBytes(a, b, n))
}

// sameBytes compares n bytes.
func (v *VM) sameBytes(a, b, n uint64) bool {
	v.extra += int64(n / 64)
	w := v.mem.W
	if a&7 == 0 && b&7 == 0 {
		i, j := a>>3, b>>3
		for ; n >= 8; n -= 8 {
			if w[i] != w[j] {
				return false
			}
			i, j = i+1, j+1
		}
		return n == 0 || (w[i]^w[j])<<(64-n*8) == 0
	}
	for i := range n {
		x, y := a+i, b+i
		if byte(w[x>>3]>>(x&7*8)) != byte(w[y>>3]>>(y&7*8)) {
			return false
		}
	}
	return true
}

// compareStrings returns -1, 0 or +1.
func (v *VM) compareStrings(a, n, b, k uint64) int {
	w := v.mem.W
	short := min(n, k)
	v.extra += int64(short / 64)
	for i := range short {
		x, y := a+i, b+i
		c, d := byte(w[x>>3]>>(x&7*8)), byte(w[y>>3]>>(y&7*8))
		if c != d {
			if c < d {
				return -1
			}
			return 1
		}
	}
	switch {
	case n < k:
		return -1
	case n > k:
		return 1
	}
	return 0
}

// mix stirs x into the hash h.
func mix(h, x uint64) uint64 {
	hi, lo := bits.Mul64(h^x^0xa0761d6478bd642f, 0xe7037ed1a0b428db)
	return hi ^ lo
}

// hash returns a hash of the packed value of type id at address a. If an interface holds a
// value that cannot be hashed, it returns its type as bad. No two NaNs hash alike.
//
// Models typehash, runtime/alg.go.
func (v *VM) hash(a uint64, id code.TypeID, seed uint64) (h uint64, bad code.TypeID) {
	m := v.mem
	switch v.types[id].eq {
	case eqBytes:
		return v.hashBytes(a, v.types[id].size, seed), 0
	case eqString:
		return v.hashBytes(m.Load(a), m.Load(a+8), seed), 0
	case eqIface:
		t := code.TypeID(m.Load(a))
		if t == 0 {
			return mix(seed, 0), 0
		}
		if v.types[t].eq == eqNever {
			return 0, t
		}
		if v.prog.Types[t].Direct {
			return mix(seed, m.Load(a+8)), 0
		}
		return v.hash(m.Load(a+8), t, mix(seed, uint64(t)))
	case eqF32:
		return v.hashFloat(float64(f32(m.LoadN(a, 4))), seed), 0
	case eqF64:
		return v.hashFloat(f64(m.Load(a)), seed), 0
	case eqC64:
		return v.hashFloat(float64(f32(m.LoadN(a+4, 4))), v.hashFloat(float64(f32(m.LoadN(a, 4))), seed)), 0
	case eqC128:
		return v.hashFloat(f64(m.Load(a+8)), v.hashFloat(f64(m.Load(a)), seed)), 0
	case eqStruct:
		h = seed
		for _, f := range v.prog.Types[id].Fields {
			if f.Name == "_" {
				continue
			}
			if h, bad = v.hash(a+uint64(f.Offset), f.Type, h); bad != 0 {
				return 0, bad
			}
		}
		return h, 0
	case eqArray:
		t := &v.prog.Types[id]
		h = seed
		for i := range uint64(t.Len) {
			if h, bad = v.hash(a+i*v.types[t.Elem].size, t.Elem, h); bad != 0 {
				return 0, bad
			}
		}
		return h, 0
	}
	return 0, id
}

func (v *VM) hashFloat(f float64, seed uint64) uint64 {
	switch {
	case f == 0:
		return mix(seed, 0)
	case f != f:
		return mix(seed, v.rand())
	}
	return mix(seed, math.Float64bits(f))
}

func (v *VM) hashBytes(a, n, seed uint64) uint64 {
	v.extra += int64(n / 64)
	w := v.mem.W
	h := mix(seed, n)
	if a&7 == 0 {
		i := a >> 3
		for ; n >= 8; n -= 8 {
			h = mix(h, w[i])
			i++
		}
		if n > 0 {
			h = mix(h, w[i]<<(64-n*8))
		}
		return h
	}
	var x uint64
	for i := range n { // the same words as if it were aligned
		at := a + i
		x |= uint64(byte(w[at>>3]>>(at&7*8))) << (i & 7 * 8)
		if i&7 == 7 {
			h, x = mix(h, x), 0
		}
	}
	if n&7 != 0 {
		h = mix(h, x<<(64-n&7*8))
	}
	return h
}

// rand returns the next number of the VM's seeded sequence (splitmix64).
func (v *VM) rand() uint64 {
	v.state.random += 0x9e3779b97f4a7c15
	z := v.state.random
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
