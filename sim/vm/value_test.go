package vm

import (
	"math"
	"testing"

	"gopherscope/sim/code"
)

// Operations on two numbers, in a function of its own each.
func TestOperations(t *testing.T) {
	neg := func(x int64) uint64 { return uint64(x) }
	nan, inf := w64(math.NaN()), w64(math.Inf(1))
	tests := []struct {
		name string
		op   code.Op
		x, y uint64
		want uint64
	}{
		{"addition wraps", code.OpAdd, math.MaxInt64, 1, 1 << 63},
		{"the smallest integer by -1 is itself", code.OpDiv, 1 << 63, neg(-1), 1 << 63},
		{"its remainder is 0", code.OpRem, 1 << 63, neg(-1), 0},
		{"division truncates towards zero", code.OpDiv, neg(-7), 2, neg(-3)},
		{"a remainder has the dividend's sign", code.OpRem, neg(-7), 2, neg(-1)},
		{"unsigned division", code.OpDivU, neg(-2), 2, math.MaxInt64},
		{"unsigned remainder", code.OpRemU, neg(-1), 10, 5},
		{"and not", code.OpAndN, 0b1111, 0b0101, 0b1010},
		{"a shift by 64 leaves nothing", code.OpShl, 1, 64, 0},
		{"a right shift by 64 leaves nothing", code.OpShr, neg(-1), 64, 0},
		{"an arithmetic right shift leaves the sign", code.OpSar, neg(-8), 100, neg(-1)},
		{"NaN is not equal to itself", code.OpEqF, nan, nan, 0},
		{"NaN differs from itself", code.OpNeF, nan, nan, 1},
		{"nothing is less than NaN", code.OpLtF, inf, nan, 0},
		{"-0 equals 0", code.OpEqF, 1 << 63, 0, 1},
		{"signed less", code.OpLt, neg(-1), 0, 1},
		{"unsigned less", code.OpLtU, neg(-1), 0, 0},
		{"float32 addition rounds", code.OpAddG, w32(1), w32(1e-8), w32(1)},
		{"float32 division", code.OpDivG, w32(1), w32(3), w32(float32(1) / 3)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := newAssembler()
			f := a.fn(code.Func{Name: "main.f", Frame: 3}, nil, op(tt.op, 2, 0, 1), op(code.OpRet1, 2))
			a.faults()
			if got := a.vm(t).eval(1, f, tt.x, tt.y)[0]; got != tt.want {
				t.Errorf("%v %#x, %#x = %#x, want %#x", tt.op, tt.x, tt.y, got, tt.want)
			}
		})
	}
}

func TestConversions(t *testing.T) {
	tests := []struct {
		name string
		op   code.Op
		x    uint64
		want uint64
	}{
		{"NaN gives the smallest integer", code.OpFtoI, w64(math.NaN()), 1 << 63},
		{"what is too large gives the smallest integer", code.OpFtoI, w64(1e30), 1 << 63},
		{"truncation", code.OpFtoI, w64(-2.9), ^uint64(1)},
		{"an unsigned integer above 1<<63", code.OpFtoU, w64(1 << 63), 1 << 63},
		{"too large for an unsigned integer", code.OpFtoU, w64(1e30), 1 << 63},
		{"a negative float to unsigned goes through the signed integer", code.OpFtoU, w64(-1), math.MaxUint64},
		{"float32 to integer", code.OpGtoI, w32(-7.5), ^uint64(6)},
		{"a large unsigned integer to float", code.OpUtoF, math.MaxUint64, w64(1 << 64)},
		{"rounding to float32", code.OpFtoG, w64(0.1), w32(0.1)},
		{"sign extension", code.OpSx8, 0x1ff, math.MaxUint64},
		{"zero extension", code.OpZx16, 0xabcdef, 0xcdef},
		{"negation of 0 has a sign", code.OpNegF, 0, 1 << 63},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := newAssembler()
			f := a.fn(code.Func{Name: "main.f", Frame: 3}, nil, op(tt.op, 2, 0), op(code.OpRet1, 2))
			a.faults()
			if got := a.vm(t).eval(1, f, tt.x)[0]; got != tt.want {
				t.Errorf("%v %#x = %#x, want %#x", tt.op, tt.x, got, tt.want)
			}
		})
	}
}

// Values that lie across words are loaded and stored whole, whatever their address.
func TestUnalignedValues(t *testing.T) {
	a := newAssembler()
	text := a.str("abcdefghijklmnopqrstuvwxyz")
	f := a.fn(code.Func{Name: "main.f", Frame: 6}, []int{0},
		opD(code.OpK2, 0, text),
		op(code.OpLdN, 2, 0, 3), xD(13),
		op(code.OpMov2, 0, 2),
		op(code.OpRet))
	a.faults()
	b := a.vm(t)
	got := b.eval(2, f)
	var want [2]uint64
	for i, c := range "defghijklmnop" {
		want[i/8] |= uint64(c) << (i % 8 * 8)
	}
	if [2]uint64(got) != want {
		t.Errorf("13 bytes from the third on: %#x, want %#x", got, want)
	}
}

// A part of a value in registers is read and set without touching its neighbours.
func TestFields(t *testing.T) {
	a := newAssembler()
	f := a.fn(code.Func{Name: "main.f", Frame: 6}, nil,
		op(code.OpSetF, 0, 2, 3), op(code.OpX, 7), // bytes 3..9 of r0,r1 from r2
		op(code.OpFld, 3, 0), op(code.OpX, 2, 4, 1), // int16 at byte 4
		op(code.OpMov, 2, 3),
		op(code.OpRet))
	a.faults()
	got := a.vm(t).eval(3, f, 0x1111111111111111, 0x2222222222222222, 0xffeeddccbbaa9988)
	want := [3]uint64{0xccbbaa9988111111, 0x222222222222eedd, 0xffffffffffffaa99}
	if [3]uint64(got) != want {
		t.Errorf("got %#x, want %#x", got, want)
	}
}

func TestStrings(t *testing.T) {
	a := newAssembler()
	ab, cd := a.str("añ"), a.str("\xff世")
	cat := a.fn(code.Func{Name: "main.cat", Frame: 6}, []int{0, 2},
		opD(code.OpK2, 0, ab),
		opD(code.OpK2, 2, cd),
		op(code.OpCat, 0, 0, 2),
		op(code.OpX, code.NoReg),
		op(code.OpRet))
	// The sum of index*rune over a string.
	sum := a.fn(code.Func{Name: "main.sum", Frame: 12}, []int{0},
		opD(code.OpImm, 2, 0),
		opD(code.OpImm, 3, 0),
		op(code.OpRange, 4, 0, 3),
		opD(code.OpJf, 4, 4),
		op(code.OpMul, 5, 5, 6),
		op(code.OpAdd, 2, 2, 5),
		opD(code.OpJmp, 0, -4),
		op(code.OpRet1, 2))
	back := a.fn(code.Func{Name: "main.back", Frame: 12}, []int{0, 2, 5},
		op(code.OpStoR, 2, 0),
		op(code.OpX, code.NoReg),
		op(code.OpRtoS, 0, 2),
		op(code.OpX, code.NoReg),
		op(code.OpRet))
	a.faults()
	b := a.vm(t)
	const want = "añ\xff世"
	got := b.eval(2, cat)
	if text := b.Text(got[0], got[1]); text != want {
		t.Errorf("concatenation: %q, want %q", text, want)
	}
	total := 0
	for i, r := range want {
		total += i * int(r)
	}
	if n := b.eval(1, sum, got...)[0]; int(n) != total {
		t.Errorf("range over %q: %d, want %d", want, n, total)
	}
	got = b.eval(2, back, got...)
	if text := b.Text(got[0], got[1]); text != string([]rune(want)) {
		t.Errorf("string([]rune): %q, want %q", text, string([]rune(want)))
	}
}

// Append grows as Go's does: the host's own append is asked.
func TestAppendGrowth(t *testing.T) {
	tests := []struct {
		name string
		elem code.TypeID
		grow func(n int) (caps []int)
	}{
		{"[]int", tInt, hostCaps[int]},
		{"[]byte", tUint8, hostCaps[byte]},
		{"[]string", tString, hostCaps[string]},
		{"[]int32", tInt32, hostCaps[int32]},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := newAssembler()
			f := a.fn(code.Func{Name: "main.f", Frame: 12}, []int{0, 3},
				op(code.OpAppend, 0, 0, 3), xD(int32(tt.elem)),
				op(code.OpRet))
			one := a.str("0123456789abcdef")
			a.faults()
			b := a.vm(t)
			slice := []uint64{0, 0, 0}
			for i, want := range tt.grow(2000) {
				slice = b.eval(3, f, append(slice, b.prog.Consts[one], 1, 1)...)
				if slice[1] != uint64(i+1) || slice[2] != uint64(want) {
					t.Fatalf("after %d appends: len %d, cap %d, want cap %d", i+1, slice[1], slice[2], want)
				}
			}
		})
	}
}

// hostCaps returns the capacities of a slice in the heap: those of one that does not escape
// begin larger.
func hostCaps[T any](n int) (caps []int) {
	s := new([]T)
	escaped = s
	for range n {
		var x T
		*s = append(*s, x)
		caps = append(caps, cap(*s))
	}
	return caps
}

var escaped any
