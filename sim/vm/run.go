package vm

import (
	"math"
	"runtime"

	"gopherscope/sim/code"
)

// running is what an instruction returns when the run goes on after it.
const running Stop = 255

// Run executes the goroutine in slot until the budget of virtual ns is used up or the
// goroutine needs the machine, and returns the virtual ns used. An instruction begins while
// any budget is left, so used may exceed the budget by the last instruction's cost; one that is
// free begins at the end of the budget, too.
func (v *VM) Run(slot int32, budget int64) (used int64, why Stop) {
	for again := true; again; {
		var n int64
		n, why, again = v.runGuarded(slot, budget-used)
		used += n
	}
	return used, why
}

// runGuarded is RunBare, and reports again after the use of an address out of memory.
func (v *VM) runGuarded(slot int32, budget int64) (used int64, why Stop, again bool) {
	defer func() {
		if p := recover(); p != nil {
			if used, why, again = v.Segfault(p); !again {
				panic(p)
			}
			again = why == StopBudget
		}
	}()
	v.Watch(true)
	used, why = v.RunBare(slot, budget)
	return used, why, false
}

// Watch says, before RunBare, whether anybody may want to know of stores: see Heap.Barrier.
func (v *VM) Watch(on bool) {
	if on || v.wb != nil {
		v.wb = v.heap.Barrier()
	}
}

// RunBare is Run for a caller that recovers, once for many runs, what the host panics with
// when an instruction uses an address out of memory, and gives it to Segfault.
func (v *VM) RunBare(slot int32, budget int64) (used int64, why Stop) {
	c := v.ctx.At(int(slot))
	v.c, v.slot = c, slot
	switch {
	case c.done:
		return 0, StopDone
	case c.full:
		return 0, StopOverflow
	}
	v.before = 0
	if c.writing != 0 && budget > 0 {
		v.endWrite(c)
	}
	if free := v.timed[c.pc].Op>>costShift == 0; c.trapped == c.pc && (budget > 0 || free) {
		// The trap at PC has been reported: this run passes it, and it alone.
		c.trapped = noTrap
		if used, why = v.runOne(c, free); why != StopBudget {
			return used, why
		}
		v.before = used
	}
	more, why := v.run(v.code, c, budget-v.before)
	return v.before + more, why
}

// RunFree executes what comes next of the goroutine in slot up to an instruction that costs
// something: what is free belongs to what was before it.
func (v *VM) RunFree(slot int32) {
	if v.timed[v.ctx.Get(int(slot)).pc].Op>>costShift == 0 {
		v.runFree(slot)
	}
}

func (v *VM) runFree(slot int32) {
	if c := v.ctx.Get(int(slot)); !c.done && !c.full && c.writing == 0 && c.trapped != c.pc {
		c = v.ctx.At(int(slot))
		v.c, v.slot, v.before = c, slot, 0
		if _, why := v.run(v.code, c, 0); why == StopTrap {
			c.trapped = noTrap
		}
	}
}

// runOne executes the instruction at c.pc, which may be free.
func (v *VM) runOne(c *context, free bool) (used int64, why Stop) {
	if used, why = v.run(v.single(), c, 1); free && used > 0 {
		used--
	}
	return used, why
}

// Stops reports whether the next instruction of the goroutine in slot ends a run before it is
// executed: it needs the machine, or is to be told of.
func (v *VM) Stops(slot int32) bool {
	c := v.ctx.Get(int(slot))
	in := v.code[c.pc]
	if in.Op&opMask == opTrap {
		if c.trapped != c.pc {
			return true
		}
		in = v.plain[c.pc]
	}
	switch in.Op & opMask {
	case code.OpGo, code.OpMkChan, code.OpSend, code.OpRecv, code.OpSelect, code.OpClose:
		return true
	case code.OpNative:
		n := &v.natives[in.D()]
		return n.inline == nil && n.host == nil
	}
	return c.done || c.full
}

// turns is a run of several goroutines that execute an instruction each in turn.
type turns struct {
	on   bool
	ring []*context
	slot []int32
	at   int   // whose turn it is
	left int64 // turns after this one
}

// RunTurns lets the goroutines in the given slots execute an instruction of 1 ns each in turn, at
// most so many in all, and returns how many. It stops before one that is more than the loop does
// by itself: while the collector marks, when a store costs more than 1 ns and each P has a buffer of
// its own for it, at once.
func (v *VM) RunTurns(slots []int32, most int64) (done int64) {
	if v.wb = v.heap.Barrier(); v.wb != nil {
		return 0
	}
	t := &v.turns
	t.ring, t.slot, t.at, t.left = t.ring[:0], slots, 0, most-1
	for _, slot := range slots {
		c := v.ctx.At(int(slot))
		if c.done || c.full || c.writing != 0 || c.trapped == c.pc {
			return 0
		}
		v.markFrame(c)
		t.ring = append(t.ring, c)
	}
	v.c, v.slot, v.before = t.ring[0], slots[0], 0
	t.on = true
	used, _ := v.run(v.code, v.c, 1)
	t.on = false
	return most - 1 - t.left + used
}

// turnOver makes it the next goroutine's turn, if there is one.
func (v *VM) turnOver() bool {
	t := &v.turns
	if !t.on || t.left == 0 {
		return false
	}
	t.left--
	if t.at++; t.at == len(t.ring) {
		t.at = 0
	}
	v.c, v.slot = t.ring[t.at], t.slot[t.at]
	return true
}

// Segfault ends the run in which the host panicked with p, if that was for an address out of
// memory, which only package unsafe can make: the program's fault, and not the host's to panic
// about. It returns what Run would have.
func (v *VM) Segfault(p any) (used int64, why Stop, ok bool) {
	if _, ok := p.(runtime.Error); !ok || v.debug.Poison {
		return 0, 0, false
	}
	used = v.before + v.budget - v.left
	if why = v.raise(v.c, code.FaultNil, 0); why == running {
		why = StopBudget
	}
	return used, why, true
}

// run is the loop. In its variables a word's number counts from the first mapped word, so
// that one comparison finds addresses in the nil page and behind the end of memory: m is
// memory from there on, and r the window on the frame. pc is the instruction after the one
// that executes. What few instructions need stands in v and not in variables, of which the
// processor's registers hold about ten: more, and each instruction moves some out and in. For
// the same reason none of them lives across a call of a function, nor is the instruction
// copied.
//
// A case that completes its instruction continues the loop. One that leaves the switch has
// done nothing yet, and cold does the instruction with all its faults.
func (v *VM) run(ins []code.Instr, c *context, budget int64) (used int64, why Stop) {
	v.markFrame(c)
	v.ins, v.budget = ins, budget
	left := budget
	pc := int(c.pc)
	r := v.open(c)
	m := v.high
	for {
		if left <= 0 && ins[pc].Op>>costShift != 0 { // what is free belongs to what was before it
			v.park(pc)
			if left != 0 || !v.turnOver() {
				return v.budget - left, StopBudget
			}
			c := v.c // memory has not grown
			v.fp, v.hi = uint64(c.fp)-nilWords, uint64(c.hi)-nilWords
			left = 1
			pc = int(c.pc)
			r = (*[window]uint64)(m[v.fp : v.fp+window])
		}
		in := &ins[pc]
		pc++
		left -= int64(in.Op >> costShift)
		switch in.Op & opMask {
		case code.OpMov:
			r[in.A] = r[in.B]
			continue
		case code.OpMov2:
			r[in.A], r[in.A+1] = r[in.B], r[in.B+1]
			continue
		case code.OpMov3:
			r[in.A], r[in.A+1], r[in.A+2] = r[in.B], r[in.B+1], r[in.B+2]
			continue
		case code.OpImm:
			r[in.A] = uint64(int64(in.D()))
			continue
		case code.OpK:
			r[in.A] = v.prog.Consts[in.D()]
			continue
		case code.OpK2:
			k := v.prog.Consts[in.D():]
			r[in.A], r[in.A+1] = k[0], k[1]
			continue
		case code.OpZero:
			if n := in.D(); n <= 4 {
				for i := range uint16(n) {
					r[in.A+i] = 0
				}
				continue
			}
		case code.OpLea:
			r[in.A] = (v.fp + nilWords + uint64(in.B)) * 8
			continue

		case code.OpAdd:
			r[in.A] = r[in.B] + r[in.C]
			continue
		case code.OpSub:
			r[in.A] = r[in.B] - r[in.C]
			continue
		case code.OpMul:
			r[in.A] = r[in.B] * r[in.C]
			continue
		case code.OpDiv:
			if y := int64(r[in.C]); y == -1 { // the smallest integer by -1 is itself, and no fault
				r[in.A] = -r[in.B]
				continue
			} else if y != 0 {
				r[in.A] = uint64(int64(r[in.B]) / y)
				continue
			}
		case code.OpDivU:
			if y := r[in.C]; y != 0 {
				r[in.A] = r[in.B] / y
				continue
			}
		case code.OpRem:
			if y := int64(r[in.C]); y == -1 {
				r[in.A] = 0
				continue
			} else if y != 0 {
				r[in.A] = uint64(int64(r[in.B]) % y)
				continue
			}
		case code.OpRemU:
			if y := r[in.C]; y != 0 {
				r[in.A] = r[in.B] % y
				continue
			}
		case code.OpAnd:
			r[in.A] = r[in.B] & r[in.C]
			continue
		case code.OpOr:
			r[in.A] = r[in.B] | r[in.C]
			continue
		case code.OpXor:
			r[in.A] = r[in.B] ^ r[in.C]
			continue
		case code.OpAndN:
			r[in.A] = r[in.B] &^ r[in.C]
			continue
		case code.OpShl:
			r[in.A] = r[in.B] << r[in.C]
			continue
		case code.OpShr:
			r[in.A] = r[in.B] >> r[in.C]
			continue
		case code.OpSar:
			r[in.A] = uint64(int64(r[in.B]) >> r[in.C])
			continue
		case code.OpAddI:
			r[in.A] = r[in.B] + uint64(int64(int16(in.C)))
			continue
		case code.OpMulI:
			r[in.A] = r[in.B] * uint64(int64(int16(in.C)))
			continue
		case code.OpAndI:
			r[in.A] = r[in.B] & uint64(int64(int16(in.C)))
			continue
		case code.OpShlI:
			r[in.A] = r[in.B] << (in.C & 63)
			continue
		case code.OpShrI:
			r[in.A] = r[in.B] >> (in.C & 63)
			continue
		case code.OpSarI:
			r[in.A] = uint64(int64(r[in.B]) >> (in.C & 63))
			continue
		case code.OpNeg:
			r[in.A] = -r[in.B]
			continue
		case code.OpNot:
			r[in.A] = ^r[in.B]
			continue
		case code.OpShChk:
			if int64(r[in.A]) >= 0 {
				continue
			}
		case code.OpSx8:
			r[in.A] = uint64(int64(int8(r[in.B])))
			continue
		case code.OpSx16:
			r[in.A] = uint64(int64(int16(r[in.B])))
			continue
		case code.OpSx32:
			r[in.A] = uint64(int64(int32(r[in.B])))
			continue
		case code.OpZx8:
			r[in.A] = uint64(uint8(r[in.B]))
			continue
		case code.OpZx16:
			r[in.A] = uint64(uint16(r[in.B]))
			continue
		case code.OpZx32:
			r[in.A] = uint64(uint32(r[in.B]))
			continue

		case code.OpAddF:
			r[in.A] = math.Float64bits(math.Float64frombits(r[in.B]) + math.Float64frombits(r[in.C]))
			continue
		case code.OpSubF:
			r[in.A] = math.Float64bits(math.Float64frombits(r[in.B]) - math.Float64frombits(r[in.C]))
			continue
		case code.OpMulF:
			r[in.A] = math.Float64bits(math.Float64frombits(r[in.B]) * math.Float64frombits(r[in.C]))
			continue
		case code.OpDivF:
			r[in.A] = math.Float64bits(math.Float64frombits(r[in.B]) / math.Float64frombits(r[in.C]))
			continue
		case code.OpItoF:
			r[in.A] = math.Float64bits(float64(int64(r[in.B])))
			continue

		case code.OpEq:
			r[in.A] = bit(r[in.B] == r[in.C])
			continue
		case code.OpNe:
			r[in.A] = bit(r[in.B] != r[in.C])
			continue
		case code.OpLt:
			r[in.A] = bit(int64(r[in.B]) < int64(r[in.C]))
			continue
		case code.OpLe:
			r[in.A] = bit(int64(r[in.B]) <= int64(r[in.C]))
			continue
		case code.OpLtU:
			r[in.A] = bit(r[in.B] < r[in.C])
			continue
		case code.OpLeU:
			r[in.A] = bit(r[in.B] <= r[in.C])
			continue
		case code.OpEqI:
			r[in.A] = bit(r[in.B] == uint64(int64(int16(in.C))))
			continue
		case code.OpLtI:
			r[in.A] = bit(int64(r[in.B]) < int64(int16(in.C)))
			continue
		case code.OpEqF:
			r[in.A] = bit(math.Float64frombits(r[in.B]) == math.Float64frombits(r[in.C]))
			continue
		case code.OpNeF:
			r[in.A] = bit(math.Float64frombits(r[in.B]) != math.Float64frombits(r[in.C]))
			continue
		case code.OpLtF:
			r[in.A] = bit(math.Float64frombits(r[in.B]) < math.Float64frombits(r[in.C]))
			continue
		case code.OpLeF:
			r[in.A] = bit(math.Float64frombits(r[in.B]) <= math.Float64frombits(r[in.C]))
			continue
		case code.OpLNot:
			r[in.A] = 1 - r[in.B]
			continue

		case code.OpJmp:
			pc += int(in.D()) - 1
			continue
		case code.OpJt:
			if r[in.A] != 0 {
				pc += int(in.D()) - 1
			}
			continue
		case code.OpJf:
			if r[in.A] == 0 {
				pc += int(in.D()) - 1
			}
			continue
		case code.OpJeq:
			if r[in.A] == r[in.B] {
				pc += int(int16(in.C)) - 1
			}
			continue
		case code.OpJne:
			if r[in.A] != r[in.B] {
				pc += int(int16(in.C)) - 1
			}
			continue
		case code.OpJlt:
			if int64(r[in.A]) < int64(r[in.B]) {
				pc += int(int16(in.C)) - 1
			}
			continue
		case code.OpJle:
			if int64(r[in.A]) <= int64(r[in.B]) {
				pc += int(int16(in.C)) - 1
			}
			continue
		case code.OpJltU:
			if r[in.A] < r[in.B] {
				pc += int(int16(in.C)) - 1
			}
			continue
		case code.OpJleU:
			if r[in.A] <= r[in.B] {
				pc += int(int16(in.C)) - 1
			}
			continue
		case code.OpJeqI:
			if r[in.A] == uint64(int64(int16(in.B))) {
				pc += int(int16(in.C)) - 1
			}
			continue
		case code.OpJneI:
			if r[in.A] != uint64(int64(int16(in.B))) {
				pc += int(int16(in.C)) - 1
			}
			continue
		case code.OpJltI:
			if int64(r[in.A]) < int64(int16(in.B)) {
				pc += int(int16(in.C)) - 1
			}
			continue
		case code.OpJleI:
			if int64(r[in.A]) <= int64(int16(in.B)) {
				pc += int(int16(in.C)) - 1
			}
			continue
		case code.OpJgtI:
			if int64(r[in.A]) > int64(int16(in.B)) {
				pc += int(int16(in.C)) - 1
			}
			continue
		case code.OpJgeI:
			if int64(r[in.A]) >= int64(int16(in.B)) {
				pc += int(int16(in.C)) - 1
			}
			continue

		case code.OpLd8:
			if i := (r[in.B]+uint64(in.C))>>3 - nilWords; i < uint64(len(m)) {
				r[in.A] = m[i]
				continue
			}
		case code.OpLd4:
			a := r[in.B] + uint64(in.C)
			if i := a>>3 - nilWords; i < uint64(len(m)) {
				r[in.A] = uint64(uint32(m[i] >> (a & 7 * 8)))
				continue
			}
		case code.OpLd2:
			a := r[in.B] + uint64(in.C)
			if i := a>>3 - nilWords; i < uint64(len(m)) {
				r[in.A] = uint64(uint16(m[i] >> (a & 7 * 8)))
				continue
			}
		case code.OpLd1:
			a := r[in.B] + uint64(in.C)
			if i := a>>3 - nilWords; i < uint64(len(m)) {
				r[in.A] = uint64(uint8(m[i] >> (a & 7 * 8)))
				continue
			}
		case code.OpLd4s:
			a := r[in.B] + uint64(in.C)
			if i := a>>3 - nilWords; i < uint64(len(m)) {
				r[in.A] = uint64(int64(int32(m[i] >> (a & 7 * 8))))
				continue
			}
		case code.OpLd2s:
			a := r[in.B] + uint64(in.C)
			if i := a>>3 - nilWords; i < uint64(len(m)) {
				r[in.A] = uint64(int64(int16(m[i] >> (a & 7 * 8))))
				continue
			}
		case code.OpLd1s:
			a := r[in.B] + uint64(in.C)
			if i := a>>3 - nilWords; i < uint64(len(m)) {
				r[in.A] = uint64(int64(int8(m[i] >> (a & 7 * 8))))
				continue
			}
		case code.OpLdN:
			a := r[in.B] + uint64(in.C)
			n := ins[pc].D()
			if i := a>>3 - nilWords; a&7 == 0 && i+2 < uint64(len(m)) && i < uint64(len(m)) {
				if n == 16 {
					r[in.A], r[in.A+1] = m[i], m[i+1]
					pc++
					continue
				}
				if n == 24 {
					r[in.A], r[in.A+1], r[in.A+2] = m[i], m[i+1], m[i+2]
					pc++
					continue
				}
			}
		case code.OpSt8:
			if i := (r[in.A]+uint64(in.C))>>3 - nilWords; i < uint64(len(m)) {
				m[i] = r[in.B]
				v.dirty[i>>9] = 1
				continue
			}
		case code.OpStP:
			if i := (r[in.A]+uint64(in.C))>>3 - nilWords; i < uint64(len(m)) {
				if b := v.wb; b != nil && i-v.fp >= v.hi-v.fp {
					if !b.Put(m[i], r[in.B]) {
						break
					}
					left -= costBarrier
				}
				m[i] = r[in.B]
				v.dirty[i>>9] = 1
				continue
			}
		case code.OpSt4:
			a := r[in.A] + uint64(in.C)
			if i := a>>3 - nilWords; i < uint64(len(m)) {
				sh := a & 7 * 8
				m[i] = m[i]&^(0xffffffff<<sh) | uint64(uint32(r[in.B]))<<sh
				v.dirty[i>>9] = 1
				continue
			}
		case code.OpSt2:
			a := r[in.A] + uint64(in.C)
			if i := a>>3 - nilWords; i < uint64(len(m)) {
				sh := a & 7 * 8
				m[i] = m[i]&^(0xffff<<sh) | uint64(uint16(r[in.B]))<<sh
				v.dirty[i>>9] = 1
				continue
			}
		case code.OpSt1:
			a := r[in.A] + uint64(in.C)
			if i := a>>3 - nilWords; i < uint64(len(m)) {
				sh := a & 7 * 8
				m[i] = m[i]&^(0xff<<sh) | uint64(uint8(r[in.B]))<<sh
				v.dirty[i>>9] = 1
				continue
			}
		case code.OpNil:
			if r[in.A]>>3-nilWords < uint64(len(m)) {
				continue
			}
		case code.OpGet8:
			if i := uint64(in.D()) - nilWords; i < uint64(len(m)) {
				r[in.A] = m[i]
				continue
			}
		case code.OpSet8:
			if i := uint64(in.D()) - nilWords; i < uint64(len(m)) {
				m[i] = r[in.A]
				v.dirty[i>>9] = 1
				continue
			}
		case code.OpSetP:
			if i := uint64(in.D()) - nilWords; i < uint64(len(m)) {
				if b := v.wb; b != nil {
					if !b.Put(m[i], r[in.A]) {
						break
					}
					left -= costBarrier
				}
				m[i] = r[in.A]
				v.dirty[i>>9] = 1
				continue
			}
		case code.OpFld:
			x := ins[pc]
			pc++
			w := r[in.B+x.B>>3] >> (x.B & 7 * 8)
			sh := 64 - x.A*8&63
			if x.A < 8 {
				if x.C == 1 {
					w = uint64(int64(w<<sh) >> sh)
				} else {
					w = w << sh >> sh
				}
			}
			r[in.A] = w
			continue

		case code.OpIdx8:
			if k := r[in.C]; k < r[in.B+1] {
				if i := r[in.B]>>3 + k - nilWords; i < uint64(len(m)) {
					r[in.A] = m[i]
					continue
				}
			}
		case code.OpIdx4:
			if k := r[in.C]; k < r[in.B+1] {
				a := r[in.B] + k*4
				if i := a>>3 - nilWords; i < uint64(len(m)) {
					r[in.A] = uint64(uint32(m[i] >> (a & 7 * 8)))
					continue
				}
			}
		case code.OpIdx4s:
			if k := r[in.C]; k < r[in.B+1] {
				a := r[in.B] + k*4
				if i := a>>3 - nilWords; i < uint64(len(m)) {
					r[in.A] = uint64(int64(int32(m[i] >> (a & 7 * 8))))
					continue
				}
			}
		case code.OpIdx1:
			if k := r[in.C]; k < r[in.B+1] {
				a := r[in.B] + k
				if i := a>>3 - nilWords; i < uint64(len(m)) {
					r[in.A] = uint64(uint8(m[i] >> (a & 7 * 8)))
					continue
				}
			}
		case code.OpSix8:
			if k := r[in.B]; k < r[in.A+1] {
				if i := r[in.A]>>3 + k - nilWords; i < uint64(len(m)) {
					m[i] = r[in.C]
					v.dirty[i>>9] = 1
					continue
				}
			}
		case code.OpSixP:
			if k := r[in.B]; k < r[in.A+1] {
				if i := r[in.A]>>3 + k - nilWords; i < uint64(len(m)) {
					if b := v.wb; b != nil && i-v.fp >= v.hi-v.fp {
						if !b.Put(m[i], r[in.C]) {
							break
						}
						left -= costBarrier
					}
					m[i] = r[in.C]
					v.dirty[i>>9] = 1
					continue
				}
			}
		case code.OpSix4:
			if k := r[in.B]; k < r[in.A+1] {
				a := r[in.A] + k*4
				if i := a>>3 - nilWords; i < uint64(len(m)) {
					sh := a & 7 * 8
					m[i] = m[i]&^(0xffffffff<<sh) | uint64(uint32(r[in.C]))<<sh
					v.dirty[i>>9] = 1
					continue
				}
			}
		case code.OpSix1:
			if k := r[in.B]; k < r[in.A+1] {
				a := r[in.A] + k
				if i := a>>3 - nilWords; i < uint64(len(m)) {
					sh := a & 7 * 8
					m[i] = m[i]&^(0xff<<sh) | uint64(uint8(r[in.C]))<<sh
					v.dirty[i>>9] = 1
					continue
				}
			}
		case code.OpIdxA:
			if k := r[in.C]; k < r[in.B+1] {
				r[in.A] = r[in.B] + k*uint64(ins[pc].D())
				pc++
				continue
			}
		case code.OpBound:
			if r[in.A] < r[in.B] {
				continue
			}
		case code.OpBoundK:
			if r[in.A] < uint64(in.D()) {
				continue
			}

		case code.OpCall:
			f := &v.funcs[in.D()]
			base := v.fp + uint64(in.A)
			top := base + uint64(f.frame)
			if top <= v.hi {
				i := base - 1
				m[i] = uint64(pc)<<32 | uint64(in.A)
				v.dirty[i>>9] = 1
				v.dirty[(top-1)>>9] = 1
				v.fp = base
				pc = int(f.entry)
				r = (*[window]uint64)(v.high[base : base+window])
				continue
			}
		case code.OpRet1:
			fp := v.fp
			if h := m[fp-1]; h&headerSlow == 0 {
				r[0] = r[in.A]
				fp -= h & headerDist
				pc = int(h >> 32)
				v.fp = fp
				v.dirty[fp>>9] = 1
				if p := (fp + smallFrame) >> 9; p < uint64(len(v.dirty)) {
					v.dirty[p] = 1
				}
				r = (*[window]uint64)(v.high[fp : fp+window])
				continue
			}
		case code.OpRet:
			fp := v.fp
			if h := m[fp-1]; h&headerSlow == 0 {
				fp -= h & headerDist
				pc = int(h >> 32)
				v.fp = fp
				v.dirty[fp>>9] = 1
				if p := (fp + smallFrame) >> 9; p < uint64(len(v.dirty)) {
					v.dirty[p] = 1
				}
				r = (*[window]uint64)(v.high[fp : fp+window])
				continue
			}
		case code.OpSend, code.OpRecv, code.OpSelect, code.OpClose, code.OpMkChan:
			v.park(pc - 1)
			return v.budget - left - int64(in.Op>>costShift), StopRequest
		}

		v.park(pc - 1)
		if v.turns.on {
			return v.budget - left - int64(in.Op>>costShift), StopBudget
		}
		v.left, v.extra = left, 0
		why := v.slow()
		left = v.left - v.extra
		if why != running {
			return v.budget - left, why
		}
		pc = int(v.c.pc)
		r = v.open(v.c)
		m = v.high
	}
}

// slow does the instruction at c.pc the long way. One that is not executed yet costs nothing.
func (v *VM) slow() Stop {
	in := v.ins[v.c.pc]
	cost := int64(in.Op >> costShift)
	in.Op &= opMask
	why := v.cold(v.ins, in)
	if why == StopRequest || why == StopTrap || why == StopCollect && v.c.starved {
		v.extra -= cost
	}
	return why
}

// open fetches from c and from memory what the loop works on, and returns the window on the
// frame.
func (v *VM) open(c *context) *[window]uint64 {
	w, dirty := v.mem.W, v.mem.Dirty
	if len(v.high) != len(w)-nilWords || &v.high[0] != &w[nilWords] || &v.dirty[0] != &dirty[1] { // memory grew
		v.high, v.dirty = w[nilWords:], dirty[1:]
	}
	v.fp = uint64(c.fp) - nilWords
	v.hi = uint64(c.hi) - nilWords
	if grown := c.hi-c.lo >= goStack; grown != v.grown {
		v.useCallees(grown)
	}
	return (*[window]uint64)(v.high[v.fp : v.fp+window])
}

// useCallees has calls use the table for a stack that is as large as Go's smallest, or for one that is
// not.
func (v *VM) useCallees(grown bool) {
	v.grown = grown
	v.funcs = v.callees[bit(grown)]
}

// park writes to the goroutine's row where the loop stands.
func (v *VM) park(pc int) { v.c.pc, v.c.fp = int32(pc), int32(v.fp+nilWords) }

// bit returns 1 for true.
func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}
