package std

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
)

// bigNatives are the natives of math/big.
var bigNatives = map[string]any{
	"math/big.binary":        bigBinary,
	"math/big.division":      bigDivision,
	"math/big.shift":         bigShift,
	"math/big.exp":           bigExp,
	"math/big.gcd":           bigGCD,
	"math/big.small":         bigSmall,
	"math/big.parse":         bigParse,
	"math/big.text":          func(x []uint, neg bool, base int) string { return bigOf(x, neg).Text(base) },
	"math/big.format":        func(spec string, x []uint, neg bool) string { return fmt.Sprintf(spec, bigOf(x, neg)) },
	"math/big.compare":       func(x []uint, xneg bool, y []uint, yneg bool) int { return bigOf(x, xneg).Cmp(bigOf(y, yneg)) },
	"math/big.toBytes":       func(x []uint) []byte { return bigOf(x, false).Bytes() },
	"math/big.fromBytes":     func(b []byte) []uint { return bigWords(new(big.Int).SetBytes(b)) },
	"math/big.probablyPrime": bigPrime,
	"math/big.toFloat64":     bigToFloat,
	"math/big.jacobi":        func(x []uint, xneg bool, y []uint, yneg bool) int { return big.Jacobi(bigOf(x, xneg), bigOf(y, yneg)) },
	"math/big.bitLen":        func(x []uint) int { return bigOf(x, false).BitLen() },
	"math/big.trailingZeros": func(x []uint) uint { return bigOf(x, false).TrailingZeroBits() },
	"math/big.bit":           func(x []uint, neg bool, i int) uint { return bigOf(x, neg).Bit(i) },

	"math/big.ratio":        bigRatio,
	"math/big.parseRatio":   bigParseRatio,
	"math/big.ratioText":    bigRatioText,
	"math/big.ratioOfFloat": bigRatioOfFloat,
	"math/big.ratioToFloat": bigRatioToFloat,
	"math/big.ratioDigits":  func(x string) (int, bool) { return ratOf(x).FloatPrec() },

	"math/big.float":        bigFloat,
	"math/big.ask":          bigAsk,
	"math/big.floatParse":   bigFloatParse,
	"math/big.floatText":    bigFloatText,
	"math/big.floatFormat":  func(spec, x string) string { return fmt.Sprintf(spec, shownFloat(x)) },
	"math/big.floatToFloat": bigFloatToFloat,
	"math/big.floatToInt":   bigFloatToInt,
	"math/big.floatToRat":   bigFloatToRat,
	"math/big.floatOfText":  bigFloatOfText,
}

// bigBits bounds numbers, in bits, and bigWork the steps of an operation: the host is not to
// be kept busy for minutes.
const (
	bigBits = 1 << 25
	bigWork = 2e10
)

// afford panics if numbers get too large for the machine.
func afford(bits, work float64) {
	if bits > bigBits || work > bigWork {
		panic("math/big: the number is too large for the machine")
	}
}

// bigOf returns the number of words and a sign.
func bigOf(w []uint, neg bool) *big.Int {
	afford(64*float64(len(w)), 0)
	words := make([]big.Word, len(w))
	for i, x := range w {
		words[i] = big.Word(x)
	}
	z := new(big.Int).SetBits(words)
	if neg {
		z.Neg(z)
	}
	return z
}

func bigWords(z *big.Int) []uint {
	bits := z.Bits()
	if len(bits) == 0 {
		return nil
	}
	words := make([]uint, len(bits))
	for i, x := range bits {
		words[i] = uint(x)
	}
	return words
}

func bigBinary(op string, x []uint, xneg bool, y []uint, yneg bool) (words []uint, neg, ok bool) {
	z, a, b := new(big.Int), bigOf(x, xneg), bigOf(y, yneg)
	switch op {
	case "Add":
		z.Add(a, b)
	case "Sub":
		z.Sub(a, b)
	case "Mul":
		z.Mul(a, b)
	case "Quo":
		z.Quo(a, b)
	case "Rem":
		z.Rem(a, b)
	case "Div":
		z.Div(a, b)
	case "Mod":
		z.Mod(a, b)
	case "And":
		z.And(a, b)
	case "AndNot":
		z.AndNot(a, b)
	case "Or":
		z.Or(a, b)
	case "Xor":
		z.Xor(a, b)
	case "Not":
		z.Not(a)
	case "Sqrt":
		z.Sqrt(a)
	case "ModInverse":
		z = z.ModInverse(a, b)
	case "ModSqrt":
		n := float64(len(y))
		afford(0, n*n*n*64)
		z = z.ModSqrt(a, b)
	}
	if z == nil {
		return nil, false, false
	}
	return bigWords(z), z.Sign() < 0, true
}

func bigDivision(euclid bool, x []uint, xneg bool, y []uint, yneg bool) (q []uint, qneg bool, r []uint, rneg bool) {
	quo, rem := new(big.Int), new(big.Int)
	if euclid {
		quo.DivMod(bigOf(x, xneg), bigOf(y, yneg), rem)
	} else {
		quo.QuoRem(bigOf(x, xneg), bigOf(y, yneg), rem)
	}
	return bigWords(quo), quo.Sign() < 0, bigWords(rem), rem.Sign() < 0
}

func bigShift(op string, x []uint, neg bool, n uint) (words []uint, zneg bool) {
	z := bigOf(x, neg)
	switch op {
	case "Lsh":
		afford(float64(n), 0)
		z.Lsh(z, n)
	case "Rsh":
		z.Rsh(z, n)
	case "set":
		afford(float64(n), 0)
		z.SetBit(z, int(n), 1)
	case "clear":
		afford(float64(n), 0)
		z.SetBit(z, int(n), 0)
	}
	return bigWords(z), z.Sign() < 0
}

func bigExp(x []uint, xneg bool, y []uint, yneg bool, m []uint, mneg, modulo bool) (words []uint, neg, ok bool) {
	a, b := bigOf(x, xneg), bigOf(y, yneg)
	var mod *big.Int
	if modulo {
		mod = bigOf(m, mneg)
	}
	if mod == nil || mod.Sign() == 0 {
		power, _ := new(big.Float).SetInt(b).Float64()
		if a.CmpAbs(big.NewInt(1)) > 0 && power > 0 {
			afford(power*float64(a.BitLen()), 0)
		}
	} else {
		afford(0, float64(len(m))*float64(len(m))*float64(b.BitLen()))
	}
	z := new(big.Int).Exp(a, b, mod)
	if z == nil {
		return nil, false, false
	}
	return bigWords(z), z.Sign() < 0, true
}

func bigGCD(a []uint, aneg bool, b []uint, bneg bool) (d, x []uint, xneg bool, y []uint, yneg bool) {
	afford(0, float64(len(a))*float64(len(b)))
	s, t := new(big.Int), new(big.Int)
	z := new(big.Int).GCD(s, t, bigOf(a, aneg), bigOf(b, bneg))
	return bigWords(z), bigWords(s), s.Sign() < 0, bigWords(t), t.Sign() < 0
}

func bigSmall(op string, a, b int64) (words []uint, neg bool) {
	z := new(big.Int)
	if op == "MulRange" {
		if a > 0 || b < 0 {
			afford((float64(b)-float64(a))*math.Log2(math.Max(math.Abs(float64(a)), math.Abs(float64(b)))+1), 0)
		}
		z.MulRange(a, b)
	} else {
		if k := math.Min(float64(b), float64(a)-float64(b)); k > 0 {
			afford(k*math.Log2(float64(a)+1), 0)
		}
		z.Binomial(a, b)
	}
	return bigWords(z), z.Sign() < 0
}

func bigParse(s string, base int) (words []uint, neg, ok bool) {
	afford(6*float64(len(s)), 0)
	z, ok := new(big.Int).SetString(s, base)
	if !ok {
		return nil, false, false
	}
	return bigWords(z), z.Sign() < 0, true
}

func bigPrime(x []uint, neg bool, n int) bool {
	size := float64(len(x))
	afford(0, size*size*size*64*float64(max(n, 0)+2))
	return bigOf(x, neg).ProbablyPrime(n)
}

func bigToFloat(x []uint, neg bool) (f float64, accuracy int) {
	f, acc := bigOf(x, neg).Float64()
	return f, int(acc)
}

// A Rat travels as its text.

func ratOf(s string) *big.Rat {
	z, ok := new(big.Rat).SetString(s)
	if !ok {
		panic("math/big: " + s + " is no Rat")
	}
	return z
}

func bigRatio(op, x, y string) string {
	z, a, b := new(big.Rat), ratOf(x), ratOf(y)
	switch op {
	case "Add":
		z.Add(a, b)
	case "Sub":
		z.Sub(a, b)
	case "Mul":
		z.Mul(a, b)
	case "Quo":
		z.Quo(a, b)
	}
	return z.String()
}

func bigParseRatio(s string) (x string, ok bool) {
	afford(6*float64(len(s)), 0)
	z, ok := new(big.Rat).SetString(s)
	if !ok {
		return "", false
	}
	return z.String(), true
}

func bigRatioOfFloat(f float64) (x string, ok bool) {
	z := new(big.Rat).SetFloat64(f)
	if z == nil {
		return "", false
	}
	return z.String(), true
}

func bigRatioToFloat(x string, bits int) (f float64, exact bool) {
	if bits == 32 {
		f, exact := ratOf(x).Float32()
		return float64(f), exact
	}
	return ratOf(x).Float64()
}

// A Float travels in the form of GobEncode, the zero one also as "".

func floatOf(state string) *big.Float {
	z := new(big.Float)
	if err := z.GobDecode([]byte(state)); err != nil {
		panic(err)
	}
	return z
}

func stateOfFloat(z *big.Float) string {
	b, err := z.GobEncode()
	if err != nil {
		panic(err)
	}
	return string(b)
}

func bigFloat(op, zs, xs, ys string, n int64, f float64) (state, nan string) {
	defer func() {
		if r := recover(); r != nil {
			err, ok := r.(big.ErrNaN)
			if !ok {
				panic(r)
			}
			state, nan = "", err.Error()
		}
	}()
	if op == "GobDecode" {
		z := floatOf(zs)
		if err := z.GobDecode([]byte(xs)); err != nil {
			return "", err.Error()
		}
		return stateOfFloat(z), ""
	}
	z, x, y := floatOf(zs), floatOf(xs), floatOf(ys)
	switch op {
	case "SetPrec":
		afford(float64(n), 0)
		z.SetPrec(uint(n))
	case "SetMode":
		z.SetMode(big.RoundingMode(n))
	case "SetFloat64":
		z.SetFloat64(f)
	case "SetInt64":
		z.SetInt64(n)
	case "SetUint64":
		z.SetUint64(uint64(n))
	case "SetInf":
		z.SetInf(n < 0)
	case "SetMantExp":
		z.SetMantExp(x, int(n))
	case "Set":
		z.Set(x)
	case "Copy":
		z.Copy(x)
	case "mantissa":
		x.MantExp(z)
	case "Abs":
		z.Abs(x)
	case "Neg":
		z.Neg(x)
	case "Sqrt":
		z.Sqrt(x)
	case "Add":
		afford(math.Abs(float64(x.MantExp(nil))-float64(y.MantExp(nil))), 0)
		z.Add(x, y)
	case "Sub":
		afford(math.Abs(float64(x.MantExp(nil))-float64(y.MantExp(nil))), 0)
		z.Sub(x, y)
	case "Mul":
		z.Mul(x, y)
	case "Quo":
		z.Quo(x, y)
	}
	return stateOfFloat(z), ""
}

func bigAsk(op, xs, ys string) int64 {
	flag := func(b bool) int64 {
		if b {
			return 1
		}
		return 0
	}
	x := floatOf(xs)
	switch op {
	case "Prec":
		return int64(x.Prec())
	case "MinPrec":
		return int64(x.MinPrec())
	case "Mode":
		return int64(x.Mode())
	case "Acc":
		return int64(x.Acc())
	case "Sign":
		return int64(x.Sign())
	case "Signbit":
		return flag(x.Signbit())
	case "IsInf":
		return flag(x.IsInf())
	case "IsInt":
		return flag(x.IsInt())
	case "Cmp":
		return int64(x.Cmp(floatOf(ys)))
	case "MantExp":
		return int64(x.MantExp(nil))
	case "Int64":
		i, _ := x.Int64()
		return i
	case "Int64 accuracy":
		_, acc := x.Int64()
		return int64(acc)
	case "Uint64":
		u, _ := x.Uint64()
		return int64(u)
	}
	_, acc := x.Uint64()
	return int64(acc)
}

func bigFloatParse(zs, s string, base int) (state string, b int, fault string) {
	afford(6*float64(len(s)), 0)
	z := floatOf(zs)
	_, b, err := z.Parse(s, base)
	switch {
	case errors.Is(err, io.EOF):
		return "", b, "EOF"
	case err != nil:
		return "", b, err.Error()
	}
	return stateOfFloat(z), b, ""
}

// shownFloat is floatOf for a number that is to be written with all its digits.
func shownFloat(state string) *big.Float {
	x := floatOf(state)
	afford(math.Abs(float64(x.MantExp(nil))), 0)
	return x
}

func bigFloatText(x string, format byte, prec int) string {
	afford(4*float64(prec), 0)
	return shownFloat(x).Text(format, prec)
}

func bigRatioText(x string, prec int) string {
	afford(4*float64(prec), 0)
	return ratOf(x).FloatString(prec)
}

func bigFloatToFloat(x string, bits int) (f float64, accuracy int) {
	if bits == 32 {
		f, acc := floatOf(x).Float32()
		return float64(f), int(acc)
	}
	f, acc := floatOf(x).Float64()
	return f, int(acc)
}

func bigFloatToInt(xs string) (i string, accuracy int) {
	z, acc := shownFloat(xs).Int(nil)
	if z == nil {
		return "", int(acc)
	}
	return z.String(), int(acc)
}

func bigFloatToRat(xs string) (r string, accuracy int) {
	z, acc := shownFloat(xs).Rat(nil)
	if z == nil {
		return "", int(acc)
	}
	return z.String(), int(acc)
}

func bigFloatOfText(zs, op, s string) string {
	z := floatOf(zs)
	if op == "SetInt" {
		i, _ := new(big.Int).SetString(s, 10)
		return stateOfFloat(z.SetInt(i))
	}
	return stateOfFloat(z.SetRat(ratOf(s)))
}
