package vm

import (
	"unicode/utf8"

	"gopherscope/sim/code"
	"gopherscope/sim/heap"
)

// stringOp executes the operations that make strings, and byte and rune slices of strings.
//
// Models runtime/string.go.
func (v *VM) stringOp(ins []code.Instr, in code.Instr, c *context, r *[window]uint64) Stop {
	a, n := r[in.B], r[in.B+1]
	buffer := ins[c.pc+1].A
	// room returns where size bytes go: into the frame's buffer, if they fit, or the heap.
	room := func(size, limit uint64) uint64 {
		if buffer != code.NoReg && size <= limit {
			return uint64(int(c.fp)+int(buffer)) * 8
		}
		return v.heap.AllocBytes(int64(size))
	}
	done := func(words ...uint64) Stop {
		copy(r[in.A:], words)
		c.pc += 2
		return running
	}
	switch in.Op {
	case code.OpCat:
		b, k := r[in.C], r[in.C+1]
		if n == 0 {
			a, n, k = b, k, 0
		}
		if k == 0 && (n == 0 || buffer != code.NoReg || !onStack(c, a)) {
			return done(a, n)
		}
		s := room(n+k, code.TmpBytes)
		if s == 0 {
			return v.starve(c)
		}
		v.work(n + k)
		v.mem.Move(s, a, n)
		v.mem.Move(s+n, b, k)
		return v.made(c, in.A, s, n+k)
	case code.OpBtoS:
		switch {
		case n == 0:
			return done(0, 0)
		case n == 1 && v.prog.Small != 0: // staticuint64s
			return done(v.prog.Small+v.mem.LoadN(a, 1)*8, 1)
		}
		s := room(n, code.TmpBytes)
		if s == 0 {
			return v.starve(c)
		}
		v.work(n)
		v.mem.Move(s, a, n)
		return v.made(c, in.A, s, n)
	case code.OpStoB:
		k := heap.RoundUpSize(n, true)
		if buffer != code.NoReg && n <= code.TmpBytes {
			k = code.TmpBytes
		}
		s := room(k, code.TmpBytes)
		if s == 0 {
			return v.starve(c)
		}
		v.work(n)
		v.mem.Move(s, a, n)
		v.mem.Zero(s+n, k-n)
		return v.made(c, in.A, s, n, k)
	case code.OpStoR:
		runes := []rune(v.text(a, n))
		k := heap.RoundUpSize(uint64(len(runes))*4, true) / 4
		if buffer != code.NoReg && len(runes) <= code.TmpBytes {
			k = code.TmpBytes
		}
		s := room(k*4, code.TmpBytes*4)
		if s == 0 {
			return v.starve(c)
		}
		v.work(n)
		for i := range k {
			x := rune(0)
			if i < uint64(len(runes)) {
				x = runes[i]
			}
			v.mem.StoreN(s+i*4, 4, uint64(uint32(x)))
		}
		return v.made(c, in.A, s, uint64(len(runes)), k)
	}
	var b []byte
	if in.Op == code.OpItoS {
		x := rune(utf8.RuneError)
		if a <= utf8.MaxRune {
			x = rune(a)
		}
		b = utf8.AppendRune(nil, x)
	} else { // OpRtoS
		for i := range n {
			b = utf8.AppendRune(b, rune(v.mem.LoadN(a+i*4, 4)))
		}
	}
	if len(b) == 0 {
		return done(0, 0)
	}
	s := room(uint64(len(b)), code.TmpBytes)
	if s == 0 {
		return v.starve(c)
	}
	v.mem.WriteBytes(s, b)
	return v.made(c, in.A, s, uint64(len(b)))
}

// onStack reports whether an address is one of c's stack.
//
// Models stringDataOnStack, runtime/string.go.
func onStack(c *context, a uint64) bool { return a-uint64(c.lo)*8 < uint64(c.hi-c.lo)*8 }

// made puts the words of a newly made value into registers and ends the instruction.
func (v *VM) made(c *context, dst uint16, words ...uint64) Stop {
	copy(v.mem.W[int(c.fp)+int(dst):], words)
	return v.allocated(c, c.pc+2)
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
