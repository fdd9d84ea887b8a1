package vm

import (
	"unicode/utf8"

	"gopherscope/sim/code"
	"gopherscope/sim/heap"
)

// stringOp executes the operations that make strings, and byte and rune slices of strings.
//
// Models runtime/string.go.
func (v *VM) stringOp(in code.Instr, c *context, r *[window]uint64) Stop {
	a, n := r[in.B], r[in.B+1]
	switch in.Op {
	case code.OpCat:
		b, k := r[in.C], r[in.C+1]
		switch {
		case n == 0:
			a, n = b, k
		case k != 0:
			s := v.heap.AllocBytes(int64(n + k))
			if s == 0 {
				return v.starve(c)
			}
			v.work(n + k)
			v.mem.Move(s, a, n)
			v.mem.Move(s+n, b, k)
			return v.made(c, in.A, s, n+k)
		}
		r[in.A], r[in.A+1] = a, n
		c.pc++
		return running
	case code.OpBtoS:
		if n == 0 {
			r[in.A], r[in.A+1] = 0, 0
			c.pc++
			return running
		}
		s := v.heap.AllocBytes(int64(n))
		if s == 0 {
			return v.starve(c)
		}
		v.work(n)
		v.mem.Move(s, a, n)
		return v.made(c, in.A, s, n)
	case code.OpStoB:
		k := heap.RoundUpSize(n, true)
		s := v.heap.AllocBytes(int64(k))
		if s == 0 {
			return v.starve(c)
		}
		v.work(n)
		v.mem.Move(s, a, n)
		return v.made(c, in.A, s, n, k)
	case code.OpStoR:
		runes := []rune(v.text(a, n))
		k := heap.RoundUpSize(uint64(len(runes))*4, true) / 4
		s := v.heap.AllocBytes(int64(k) * 4)
		if s == 0 {
			return v.starve(c)
		}
		v.work(n)
		for i, x := range runes {
			v.mem.StoreN(s+uint64(i)*4, 4, uint64(uint32(x)))
		}
		return v.made(c, in.A, s, uint64(len(runes)), k)
	case code.OpItoS:
		x := rune(utf8.RuneError)
		if a <= utf8.MaxRune {
			x = rune(a)
		}
		return v.madeString(c, in.A, utf8.AppendRune(nil, x))
	}
	var b []byte // OpRtoS
	for i := range n {
		b = utf8.AppendRune(b, rune(v.mem.LoadN(a+i*4, 4)))
	}
	return v.madeString(c, in.A, b)
}

// madeString puts a new string of the bytes b into a register pair.
func (v *VM) madeString(c *context, dst uint16, b []byte) Stop {
	s, ok := v.newBytes(b)
	if !ok {
		return v.starve(c)
	}
	return v.made(c, dst, s, uint64(len(b)))
}

// made puts the words of a newly allocated value into registers and ends the instruction, a
// single word.
func (v *VM) made(c *context, dst uint16, words ...uint64) Stop {
	copy(v.mem.W[int(c.fp)+int(dst):], words)
	return v.allocated(c, c.pc+1)
}

// rangeString executes OpRange: the next rune of a string.
//
// Models decoderune, runtime/utf8.go.
func (v *VM) rangeString(in code.Instr, r *[window]uint64) {
	a, n, i := r[in.B], r[in.B+1], r[in.C]
	if i >= n {
		r[in.A] = 0
		return
	}
	var buf [utf8.UTFMax]byte
	b := buf[:min(utf8.UTFMax, n-i)]
	v.mem.ReadBytes(b, a+i)
	x, size := utf8.DecodeRune(b)
	r[in.A], r[in.A+1], r[in.A+2] = 1, i, uint64(x)
	r[in.C] = i + uint64(size)
}
