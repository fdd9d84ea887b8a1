package vm

import (
	"math"

	"gopherscope/sim/code"
)

// describe works out a type's typeInfo.
func (v *VM) describe(id code.TypeID) typeInfo {
	t := &v.prog.Types[id]
	info := typeInfo{size: uint64(t.Size), words: t.Words(), eq: v.eqOf(id)}
	switch t.Kind {
	case code.KindBool, code.KindUint8:
		info.form = formU8
	case code.KindInt8:
		info.form = formS8
	case code.KindInt16:
		info.form = formS16
	case code.KindUint16:
		info.form = formU16
	case code.KindInt32:
		info.form = formS32
	case code.KindUint32, code.KindFloat32:
		info.form = formU32
	case code.KindStruct, code.KindArray, code.KindString, code.KindSlice, code.KindInterface, code.KindComplex128:
		info.form = formBlock
	default:
		info.form = form64
	}
	return info
}

// eachPointer calls do with the number of each word of a value of type id that may hold a
// pointer.
func (v *VM) eachPointer(id code.TypeID, do func(word int)) {
	t := &v.prog.Types[id]
	if len(t.Ptrs) == 0 {
		return
	}
	for at := int64(0); at < t.Size; at += t.Stride {
		for _, p := range t.Ptrs {
			do(int(at/8) + int(p))
		}
	}
}

// load copies the packed value of type id at address a into the registers from word dst on,
// in canonical form. The address has been checked.
func (v *VM) load(dst int, a uint64, id code.TypeID) {
	info := &v.types[id]
	w := v.mem.W
	switch info.form {
	case form64:
		w[dst] = w[a>>3]
	case formBlock:
		v.loadBytes(dst, a, info.size)
	default:
		w[dst] = info.form.extend(w[a>>3] >> (a & 7 * 8))
	}
}

// extend widens the low bytes of w.
func (f form) extend(w uint64) uint64 {
	switch f {
	case formU8:
		return uint64(uint8(w))
	case formU16:
		return uint64(uint16(w))
	case formU32:
		return uint64(uint32(w))
	case formS8:
		return uint64(int64(int8(w)))
	case formS16:
		return uint64(int64(int16(w)))
	case formS32:
		return uint64(int64(int32(w)))
	}
	return w
}

// loadBytes copies n bytes from address a to the words from dst on, the last padded with
// zeros. They may overlap.
func (v *VM) loadBytes(dst int, a, n uint64) {
	w := v.mem.W
	words := int(n / 8)
	src := int(a / 8)
	shift := a & 7 * 8
	rest := n & 7
	var last uint64
	if rest != 0 { // before anything is overwritten
		last = w[src+words] >> shift
		if shift+rest*8 > 64 {
			last |= w[src+words+1] << (64 - shift)
		}
		last &= 1<<(rest*8) - 1
	}
	switch {
	case shift == 0:
		copy(w[dst:dst+words], w[src:src+words])
	case dst <= src:
		for i := range words {
			w[dst+i] = w[src+i]>>shift | w[src+i+1]<<(64-shift)
		}
	default:
		for i := words - 1; i >= 0; i-- {
			w[dst+i] = w[src+i]>>shift | w[src+i+1]<<(64-shift)
		}
	}
	if rest != 0 {
		w[dst+words] = last
	}
}

// store copies the value of type id in the registers from word src on to address a, packed.
// The address has been checked.
func (v *VM) store(a uint64, src int, id code.TypeID) {
	v.move(a, uint64(src)*8, id, 1)
}

// inside reports whether the n bytes at address a are memory.
func (v *VM) inside(a, n uint64) bool {
	end := uint64(len(v.mem.W)) * 8
	return a >= nilWords*8 && a <= end && n <= end-a
}

// text returns the string of n bytes at address a.
func (v *VM) text(a, n uint64) string { return string(v.bytes(a, n)) }

// bytes returns a copy of the n bytes at address a.
func (v *VM) bytes(a, n uint64) []byte {
	if n == 0 {
		return nil
	}
	_ = v.mem.W[(a+n-1)>>3] // before a length that nobody can have asks for as much of the host
	b := make([]byte, n)
	v.readBytes(b, a)
	return b
}

// readBytes fills b from address a on.
func (v *VM) readBytes(b []byte, a uint64) {
	w := v.mem.W
	for len(b) > 0 && a&7 != 0 {
		b[0] = byte(w[a>>3] >> (a & 7 * 8))
		b, a = b[1:], a+1
	}
	for ; len(b) >= 8; b, a = b[8:], a+8 {
		x := w[a>>3]
		b[0], b[1], b[2], b[3] = byte(x), byte(x>>8), byte(x>>16), byte(x>>24)
		b[4], b[5], b[6], b[7] = byte(x>>32), byte(x>>40), byte(x>>48), byte(x>>56)
	}
	for i := range b {
		b[i] = byte(w[a>>3] >> (a & 7 * 8))
		a++
	}
}

// writeBytes stores b from address a on.
func (v *VM) writeBytes(a uint64, b []byte) {
	v.mem.MarkDirty(a, uint64(len(b)))
	w := v.mem.W
	for len(b) > 0 && a&7 != 0 {
		v.mem.StoreN(a, 1, uint64(b[0]))
		b, a = b[1:], a+1
	}
	for ; len(b) >= 8; b, a = b[8:], a+8 {
		w[a>>3] = uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
	}
	for _, c := range b {
		v.mem.StoreN(a, 1, uint64(c))
		a++
	}
}

// newBytes returns the address of a new object with the bytes b; 0 if memory is out. No
// bytes need no object.
func (v *VM) newBytes(b []byte) (addr uint64, ok bool) {
	if len(b) == 0 {
		return 0, true
	}
	addr = v.heap.AllocBytes(int64(len(b)))
	if addr == 0 {
		return 0, false
	}
	v.writeBytes(addr, b)
	v.extra += int64(len(b) / 32)
	return addr, true
}

// newString allocates a string: see NewString.
func (v *VM) newString(s string) (words [2]uint64, ok bool) {
	a, ok := v.newBytes([]byte(s))
	return [2]uint64{a, uint64(len(s))}, ok
}

func f64(w uint64) float64 { return math.Float64frombits(w) }
func f32(w uint64) float32 { return math.Float32frombits(uint32(w)) }
func w64(f float64) uint64 { return math.Float64bits(f) }
func w32(f float32) uint64 { return uint64(math.Float32bits(f)) }
