package std

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
	"math/cmplx"
	"math/rand"
	randv2 "math/rand/v2"
)

// mathNatives are the natives of math and its sub-packages.
var mathNatives = map[string]any{
	"math.Abs":             math.Abs,
	"math.Acos":            math.Acos,
	"math.Acosh":           math.Acosh,
	"math.Asin":            math.Asin,
	"math.Asinh":           math.Asinh,
	"math.Atan":            math.Atan,
	"math.Atan2":           math.Atan2,
	"math.Atanh":           math.Atanh,
	"math.Cbrt":            math.Cbrt,
	"math.Ceil":            math.Ceil,
	"math.Copysign":        math.Copysign,
	"math.Cos":             math.Cos,
	"math.Cosh":            math.Cosh,
	"math.Dim":             math.Dim,
	"math.Erf":             math.Erf,
	"math.Erfc":            math.Erfc,
	"math.Erfcinv":         math.Erfcinv,
	"math.Erfinv":          math.Erfinv,
	"math.Exp":             math.Exp,
	"math.Exp2":            math.Exp2,
	"math.Expm1":           math.Expm1,
	"math.FMA":             math.FMA,
	"math.Float32bits":     math.Float32bits,
	"math.Float32frombits": math.Float32frombits,
	"math.Float64bits":     math.Float64bits,
	"math.Float64frombits": math.Float64frombits,
	"math.Floor":           math.Floor,
	"math.Frexp":           math.Frexp,
	"math.Gamma":           math.Gamma,
	"math.Hypot":           math.Hypot,
	"math.Ilogb":           math.Ilogb,
	"math.Inf":             math.Inf,
	"math.IsInf":           math.IsInf,
	"math.IsNaN":           math.IsNaN,
	"math.J0":              math.J0,
	"math.J1":              math.J1,
	"math.jn":              math.Jn,
	"math.Ldexp":           math.Ldexp,
	"math.Lgamma":          math.Lgamma,
	"math.Log":             math.Log,
	"math.Log10":           math.Log10,
	"math.Log1p":           math.Log1p,
	"math.Log2":            math.Log2,
	"math.Logb":            math.Logb,
	"math.Max":             math.Max,
	"math.Min":             math.Min,
	"math.Mod":             math.Mod,
	"math.Modf":            math.Modf,
	"math.NaN":             math.NaN,
	"math.Nextafter":       math.Nextafter,
	"math.Nextafter32":     math.Nextafter32,
	"math.Pow":             math.Pow,
	"math.Pow10":           math.Pow10,
	"math.Remainder":       math.Remainder,
	"math.Round":           math.Round,
	"math.RoundToEven":     math.RoundToEven,
	"math.Signbit":         math.Signbit,
	"math.Sin":             math.Sin,
	"math.Sincos":          math.Sincos,
	"math.Sinh":            math.Sinh,
	"math.Sqrt":            math.Sqrt,
	"math.Tan":             math.Tan,
	"math.Tanh":            math.Tanh,
	"math.Trunc":           math.Trunc,
	"math.Y0":              math.Y0,
	"math.Y1":              math.Y1,
	"math.yn":              math.Yn,

	"math/bits.Add":             bits.Add,
	"math/bits.Add32":           bits.Add32,
	"math/bits.Add64":           bits.Add64,
	"math/bits.LeadingZeros":    bits.LeadingZeros,
	"math/bits.LeadingZeros16":  bits.LeadingZeros16,
	"math/bits.LeadingZeros32":  bits.LeadingZeros32,
	"math/bits.LeadingZeros64":  bits.LeadingZeros64,
	"math/bits.LeadingZeros8":   bits.LeadingZeros8,
	"math/bits.Len":             bits.Len,
	"math/bits.Len16":           bits.Len16,
	"math/bits.Len32":           bits.Len32,
	"math/bits.Len64":           bits.Len64,
	"math/bits.Len8":            bits.Len8,
	"math/bits.Mul":             bits.Mul,
	"math/bits.Mul32":           bits.Mul32,
	"math/bits.Mul64":           bits.Mul64,
	"math/bits.OnesCount":       bits.OnesCount,
	"math/bits.OnesCount16":     bits.OnesCount16,
	"math/bits.OnesCount32":     bits.OnesCount32,
	"math/bits.OnesCount64":     bits.OnesCount64,
	"math/bits.OnesCount8":      bits.OnesCount8,
	"math/bits.Reverse":         bits.Reverse,
	"math/bits.Reverse16":       bits.Reverse16,
	"math/bits.Reverse32":       bits.Reverse32,
	"math/bits.Reverse64":       bits.Reverse64,
	"math/bits.Reverse8":        bits.Reverse8,
	"math/bits.ReverseBytes":    bits.ReverseBytes,
	"math/bits.ReverseBytes16":  bits.ReverseBytes16,
	"math/bits.ReverseBytes32":  bits.ReverseBytes32,
	"math/bits.ReverseBytes64":  bits.ReverseBytes64,
	"math/bits.RotateLeft":      bits.RotateLeft,
	"math/bits.RotateLeft16":    bits.RotateLeft16,
	"math/bits.RotateLeft32":    bits.RotateLeft32,
	"math/bits.RotateLeft64":    bits.RotateLeft64,
	"math/bits.RotateLeft8":     bits.RotateLeft8,
	"math/bits.Sub":             bits.Sub,
	"math/bits.Sub32":           bits.Sub32,
	"math/bits.Sub64":           bits.Sub64,
	"math/bits.TrailingZeros":   bits.TrailingZeros,
	"math/bits.TrailingZeros16": bits.TrailingZeros16,
	"math/bits.TrailingZeros32": bits.TrailingZeros32,
	"math/bits.TrailingZeros64": bits.TrailingZeros64,
	"math/bits.TrailingZeros8":  bits.TrailingZeros8,

	"math/cmplx.Abs":   cmplx.Abs,
	"math/cmplx.Acos":  cmplx.Acos,
	"math/cmplx.Acosh": cmplx.Acosh,
	"math/cmplx.Asin":  cmplx.Asin,
	"math/cmplx.Asinh": cmplx.Asinh,
	"math/cmplx.Atan":  cmplx.Atan,
	"math/cmplx.Atanh": cmplx.Atanh,
	"math/cmplx.Conj":  cmplx.Conj,
	"math/cmplx.Cos":   cmplx.Cos,
	"math/cmplx.Cosh":  cmplx.Cosh,
	"math/cmplx.Cot":   cmplx.Cot,
	"math/cmplx.Exp":   cmplx.Exp,
	"math/cmplx.Inf":   cmplx.Inf,
	"math/cmplx.IsInf": cmplx.IsInf,
	"math/cmplx.IsNaN": cmplx.IsNaN,
	"math/cmplx.Log":   cmplx.Log,
	"math/cmplx.Log10": cmplx.Log10,
	"math/cmplx.NaN":   cmplx.NaN,
	"math/cmplx.Phase": cmplx.Phase,
	"math/cmplx.Polar": cmplx.Polar,
	"math/cmplx.Pow":   cmplx.Pow,
	"math/cmplx.Rect":  cmplx.Rect,
	"math/cmplx.Sin":   cmplx.Sin,
	"math/cmplx.Sinh":  cmplx.Sinh,
	"math/cmplx.Sqrt":  cmplx.Sqrt,
	"math/cmplx.Tan":   cmplx.Tan,
	"math/cmplx.Tanh":  cmplx.Tanh,

	"math/rand.seeded":         seeded,
	"math/rand.normFloat64":    fromTape(func(t *tape) float64 { return rand.New(t).NormFloat64() }),
	"math/rand.expFloat64":     fromTape(func(t *tape) float64 { return rand.New(t).ExpFloat64() }),
	"math/rand/v2.normFloat64": fromTape(func(t *tape) float64 { return randv2.New(t).NormFloat64() }),
	"math/rand/v2.expFloat64":  fromTape(func(t *tape) float64 { return randv2.New(t).ExpFloat64() }),

	"math/rand/v2.newChaCha8":   newChaCha8,
	"math/rand/v2.chacha8":      chacha8,
	"math/rand/v2.chacha8Read":  chacha8Read,
	"math/rand/v2.chacha8Fault": chacha8Fault,

	"math/bits.div64": bits.Div64,
}

// seeded returns the state of rand.NewSource(seed), 607 words of 8 bytes, the lowest first.
//
// The source is an additive lagged Fibonacci generator: value n is the sum of values n-607
// and n-273. So the words it starts from follow from the first values it gives.
func seeded(seed int64) string {
	const size, tap = 607, 273
	src := rand.NewSource(seed).(rand.Source64)
	var x [2 * size]uint64 // x[size:] are the values
	for i := range size {
		x[size+i] = src.Uint64()
	}
	for i := size - 1; i >= 0; i-- {
		x[i] = x[size+i] - x[size-tap+i]
	}
	var b []byte
	for _, v := range x[:size] {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	return string(b)
}

// A tape is a source that gives the numbers it was given, and panics at their end.
type tape struct{ left string }

// errTape is what a tape panics with.
var errTape = errors.New("the tape ends")

func (t *tape) Seed(int64) {}

func (t *tape) Int63() int64 { return int64(t.Uint64()) }

func (t *tape) Uint64() uint64 {
	if t.left == "" {
		panic(errTape)
	}
	v := binary.LittleEndian.Uint64([]byte(t.left[:8]))
	t.left = t.left[8:]
	return v
}

// fromTape returns draw for a tape of 8-byte numbers; ok is false if they do not suffice.
func fromTape(draw func(*tape) float64) func(string) (float64, bool) {
	return func(drawn string) (f float64, ok bool) {
		defer func() {
			if r := recover(); r != nil && r != errTape {
				panic(r)
			}
		}()
		return draw(&tape{drawn}), true
	}
}

// newChaCha8 returns the state of a ChaCha8 generator with a seed of 32 bytes.
func newChaCha8(seed string) string {
	return chachaState(randv2.NewChaCha8([32]byte([]byte(seed))))
}

func chachaState(c *randv2.ChaCha8) string {
	b, err := c.MarshalBinary()
	if err != nil {
		panic("rand: " + err.Error())
	}
	return string(b)
}

// chachaOf returns the generator with a state.
func chachaOf(state string) *randv2.ChaCha8 {
	c := new(randv2.ChaCha8)
	if err := c.UnmarshalBinary([]byte(state)); err != nil {
		panic("rand: " + err.Error())
	}
	return c
}

// chacha8 returns the next numbers of a generator, the highest of their 8 bytes first, and the
// state after.
func chacha8(state string, count int) (numbers, after string) {
	c := chachaOf(state)
	var b []byte
	for range count {
		b = binary.BigEndian.AppendUint64(b, c.Uint64())
	}
	return string(b), chachaState(c)
}

// chacha8Read returns the next n bytes of a generator's Read, and the state after.
func chacha8Read(state string, n int) (data, after string) {
	c := chachaOf(state)
	b := make([]byte, n)
	c.Read(b)
	return string(b), chachaState(c)
}

// chacha8Fault returns what is wrong with a state, or the state as MarshalBinary writes it.
func chacha8Fault(state string) (fault, canonical string) {
	c := new(randv2.ChaCha8)
	if err := c.UnmarshalBinary([]byte(state)); err != nil {
		return err.Error(), ""
	}
	return "", chachaState(c)
}
