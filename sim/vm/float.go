package vm

import (
	"math"

	"gopherscope/sim/code"
)

// floatToInt converts as amd64's CVTTSD2SQ does: what does not fit, NaN included, gives the
// smallest integer.
func floatToInt(f float64) uint64 {
	if f >= -1<<63 && f < 1<<63 {
		return uint64(int64(f))
	}
	return 1 << 63
}

// floatToInt32 is floatToInt for 32 bits (CVTTSD2SL): its smallest integer is that of int32.
func floatToInt32(f float64) uint64 {
	if f > -1<<31-1 && f < 1<<31 {
		return uint64(int64(f))
	}
	return ^uint64(1<<31 - 1)
}

// toInt is the conversion of OpFtoI and OpGtoI.
func toInt(in code.Instr, f float64) uint64 {
	if in.C == 1 {
		return floatToInt32(f)
	}
	return floatToInt(f)
}

// floatToUint converts as the code that the compiler emits on amd64 does: below 1<<63 as
// floatToInt, else the difference to 1<<63 with the top bit set.
func floatToUint(f float64) uint64 {
	if f < 1<<63 {
		return floatToInt(f)
	}
	return floatToInt(f-1<<63) | 1<<63
}

// complexOp executes the operations on complex numbers.
func (v *VM) complexOp(in code.Instr, r *[window]uint64) {
	x := complex(f64(r[in.B]), f64(r[in.B+1]))
	switch in.Op {
	case code.OpCtoZ:
		w := r[in.B]
		r[in.A], r[in.A+1] = w64(float64(f32(w))), w64(float64(f32(w>>32)))
		return
	case code.OpZtoC:
		r[in.A] = w32(float32(real(x))) | w32(float32(imag(x)))<<32
		return
	case code.OpNegZ:
		r[in.A], r[in.A+1] = r[in.B]^1<<63, r[in.B+1]^1<<63
		return
	}
	y := complex(f64(r[in.C]), f64(r[in.C+1]))
	switch in.Op {
	case code.OpAddZ:
		x += y
	case code.OpSubZ:
		x -= y
	case code.OpMulZ:
		x *= y
	case code.OpDivZ:
		x /= y
	case code.OpEqZ:
		r[in.A] = bit(x == y)
		return
	}
	r[in.A], r[in.A+1] = math.Float64bits(real(x)), math.Float64bits(imag(x))
}
