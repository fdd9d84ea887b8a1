package program

import (
	"fmt"
	"go/token"
	"math"

	"gopherscope/sim/code"
)

// A reg is a register while a function is being lowered: a frame slot, or, from outReg on,
// a word of the outgoing area, whose place is known only when all slots are.
type reg int32

const (
	outReg reg = 1 << 24
	noReg  reg = -1
)

func (r reg) isOut() bool { return r >= outReg }

// An ins is one instruction word before its registers have their final numbers.
type ins struct {
	op      code.Op
	a, b, c reg   // registers; or plain numbers below outReg
	d       int32 // operand D, if wide
	wide    bool
	to      *label // jump target: fills D, or C of a conditional jump
}

// A label is a place in the code that jumps go to.
type label struct{ pc int32 }

func newLabel() *label { return &label{pc: -1} }

// A retype says what a slot holds from a pc on; see code.Func.Retypes.
type retype struct {
	pc  int32
	r   reg
	ptr bool
}

// An emitter collects the instructions of one function and hands out its registers.
type emitter struct {
	code    []ins
	pos     []token.Pos
	at      token.Pos // position of what is emitted now
	slots   []byte    // a byte a slot: '1' if it may hold a pointer
	free    map[string][]reg
	out     int // words of the outgoing area
	retypes []retype
	far     bool // conditional jumps go over an OpJmp: the function is large
}

// emit appends an instruction of three operands.
func (e *emitter) emit(op code.Op, a, b, c reg) {
	e.add(ins{op: op, a: a, b: b, c: c})
}

// emitD appends an instruction with a wide operand.
func (e *emitter) emitD(op code.Op, a reg, d int32) {
	e.add(ins{op: op, a: a, d: d, wide: true})
}

// ext appends a second word with three operands, extD one with a wide operand.
func (e *emitter) ext(a, b, c reg)    { e.add(ins{op: code.OpX, a: a, b: b, c: c}) }
func (e *emitter) extD(d int32)       { e.add(ins{op: code.OpX, d: d, wide: true}) }
func (e *emitter) extT(t code.TypeID) { e.extD(int32(t)) }

func (e *emitter) add(i ins) {
	e.code = append(e.code, i)
	e.pos = append(e.pos, e.at)
}

func (e *emitter) pc() int32 { return int32(len(e.code)) }

// bind makes l stand for the next instruction.
func (e *emitter) bind(l *label) { l.pc = e.pc() }

// jump appends a jump to l.
func (e *emitter) jump(l *label) { e.add(ins{op: code.OpJmp, wide: true, to: l}) }

// branch appends the conditional jump op of a and b to l.
func (e *emitter) branch(op code.Op, a, b reg, l *label) {
	wide := op == code.OpJt || op == code.OpJf
	if wide || !e.far {
		e.add(ins{op: op, a: a, b: b, wide: wide, to: l})
		return
	}
	over := newLabel()
	neg, swap := negated(op)
	if swap {
		a, b = b, a
	}
	e.add(ins{op: neg, a: a, b: b, to: over})
	e.jump(l)
	e.bind(over)
}

// negated returns the conditional jump that is taken when op is not; swap means with its
// operands exchanged.
func negated(op code.Op) (neg code.Op, swap bool) {
	switch op {
	case code.OpJt:
		return code.OpJf, false
	case code.OpJf:
		return code.OpJt, false
	case code.OpJeq:
		return code.OpJne, false
	case code.OpJne:
		return code.OpJeq, false
	case code.OpJlt:
		return code.OpJle, true
	case code.OpJle:
		return code.OpJlt, true
	case code.OpJltU:
		return code.OpJleU, true
	case code.OpJleU:
		return code.OpJltU, true
	case code.OpJeqI:
		return code.OpJneI, false
	case code.OpJneI:
		return code.OpJeqI, false
	case code.OpJltI:
		return code.OpJgeI, false
	case code.OpJgeI:
		return code.OpJltI, false
	case code.OpJleI:
		return code.OpJgtI, false
	case code.OpJgtI:
		return code.OpJleI, false
	}
	panic(fmt.Sprintf("no negation of operation %d", op))
}

// fixed returns new slots, for the function's whole life, for a value whose pointer words
// are mask.
func (e *emitter) fixed(mask string) reg {
	r := reg(len(e.slots))
	e.slots = append(e.slots, mask...)
	return r
}

// temp returns slots for a value whose pointer words are mask, until release. A slot never
// holds a pointer at one time and a number at another, so one map of the frame serves all.
func (e *emitter) temp(mask string) reg {
	if mask == "" {
		return 0
	}
	if list := e.free[mask]; len(list) > 0 {
		e.free[mask] = list[:len(list)-1]
		return list[len(list)-1]
	}
	return e.fixed(mask)
}

// release gives the slots of a temp back.
func (e *emitter) release(r reg, mask string) {
	if mask != "" {
		e.free[mask] = append(e.free[mask], r)
	}
}

// outgoing returns the n-th word of the outgoing area, which is at least n+words long. Even
// a call without arguments or results needs a place for its frame to begin.
func (e *emitter) outgoing(n, words int) reg {
	e.out = max(e.out, n+words, 1)
	return outReg + reg(n)
}

// holds records that the words from r on hold from now on a value with pointer words mask.
// It is needed for slots without a kind of their own: the outgoing area and results.
func (e *emitter) holds(r reg, mask string) {
	for i := range len(mask) {
		e.retypes = append(e.retypes, retype{e.pc(), r + reg(i), mask[i] == '1'})
	}
}

// maxSlots is how many registers an instruction can name.
const maxSlots = math.MaxUint16 - 16

// A tooFar panic asks for the function to be lowered again with far jumps, a tooLarge one
// says that its frame cannot be addressed.
type (
	tooFar   struct{}
	tooLarge struct{ slots int }
)

// finish encodes the function with prologue put before its code and returns its words.
// slot maps the registers of selects and variables likewise.
func (e *emitter) finish(prologue []ins) (list []code.Instr, slot func(reg) reg) {
	base := reg(len(e.slots))
	if e.out > 0 {
		base++ // the callee's frame header
	}
	if int(base)+e.out > maxSlots {
		panic(tooLarge{int(base) + e.out})
	}
	slot = func(r reg) reg {
		if r.isOut() {
			return base + r - outReg
		}
		return r
	}
	shift := int32(len(prologue))
	list = make([]code.Instr, 0, len(prologue)+len(e.code))
	for i, w := range append(prologue[:len(prologue):len(prologue)], e.code...) {
		c := slot(w.c)
		d := w.d
		if w.to != nil {
			if w.to.pc < 0 {
				panic("jump to a label that is nowhere")
			}
			d = w.to.pc + shift - int32(i)
			if !w.wide {
				if d != int32(int16(d)) {
					panic(tooFar{})
				}
				c = reg(uint16(d))
			}
		}
		in := code.Instr{Op: w.op, A: uint16(slot(w.a)), B: uint16(slot(w.b)), C: uint16(c)}
		if w.wide {
			in = in.WithD(d)
		}
		list = append(list, in)
	}
	return list, slot
}

// frameWords returns the size of the frame, outgoing area included.
func (e *emitter) frameWords() int32 {
	n := int32(len(e.slots))
	if e.out > 0 {
		n += 1 + int32(e.out)
	}
	return n
}

// bitmap packs a string of '0' and '1' into words, enough for n slots.
func bitmap(mask []byte, n int32) []uint64 {
	words := make([]uint64, (max(int(n), len(mask))+63)/64)
	for i, b := range mask {
		if b == '1' {
			words[i/64] |= 1 << (i % 64)
		}
	}
	return words
}
