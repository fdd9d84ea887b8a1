package std_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"math/rand"
	"strings"
)

func casesBig(emit func(string)) {
	bigInts(emit)
	bigRats(emit)
	bigFloats(emit)
}

// bigTry emits what f returns or panics with.
func bigTry(emit func(string), what string, f func() any) {
	defer func() {
		if r := recover(); r != nil {
			emit(fmt.Sprintf("%s panics: %T %v", what, r, r))
		}
	}()
	emit(fmt.Sprintf("%s %v", what, f()))
}

func bigInts(emit func(string)) {
	texts := []string{"0", "1", "-1", "7", "-12", "9223372036854775807", "-9223372036854775808", "18446744073709551615", "18446744073709551616", "-340282366920938463463374607431768211457", "123456789012345678901234567890123456789012345678901234567890"}
	ints := make([]*big.Int, len(texts))
	for i, s := range texts {
		ints[i], _ = new(big.Int).SetString(s, 10)
	}
	for _, x := range ints {
		emit(fmt.Sprint(x, *x, x.Sign(), x.BitLen(), x.TrailingZeroBits(), x.IsInt64(), x.IsUint64(), x.Int64(), x.Uint64(), x.Bytes(), x.Bits(), x.Bit(0), x.Bit(64), x.Text(2), x.Text(36), x.Text(62)))
		emit(fmt.Sprintf("%v %d %x %X %#x %o %#o %O %b %s %+d % d %50d|%-50d|%050d|%.70d|%q %t", x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x))
		f, acc := x.Float64()
		y, z := new(big.Int), new(big.Int)
		emit(fmt.Sprint(f, acc, y.Neg(x), z.Abs(x), z.Not(x), y.Lsh(x, 70), y.Rsh(x, 3), y.Rsh(x, 200), y.SetBit(x, 5, 1), y.SetBit(x, 0, 0), y.SetBit(x, 99, 1), x.ProbablyPrime(10), string(x.Append([]byte("x"), 16))))
		b, err := json.Marshal(struct{ X, N *big.Int }{X: x})
		emit(fmt.Sprintf("%s %v", b, err))
		bigTry(emit, "sqrt", func() any { return y.Sqrt(x) })
		bigTry(emit, "fill", func() any { return x.FillBytes(make([]byte, 17)) })
		for _, w := range ints {
			emit(fmt.Sprint(x, w, y.Add(x, w), y.Sub(x, w), y.Mul(x, w), y.And(x, w), y.Or(x, w), y.Xor(x, w), y.AndNot(x, w), x.Cmp(w), x.CmpAbs(w)))
			bigTry(emit, "quo", func() any { return y.Quo(x, w) })
			bigTry(emit, "rem", func() any { return y.Rem(x, w) })
			bigTry(emit, "div", func() any { return y.Div(x, w) })
			bigTry(emit, "mod", func() any { return y.Mod(x, w) })
			bigTry(emit, "quorem", func() any { q, r := y.QuoRem(x, w, z); return fmt.Sprint(q, r) })
			bigTry(emit, "divmod", func() any { q, r := y.DivMod(x, w, z); return fmt.Sprint(q, r) })
			bigTry(emit, "inverse", func() any { return new(big.Int).ModInverse(x, w) })
			bigTry(emit, "jacobi", func() any { return big.Jacobi(x, w) })
			s, t := new(big.Int), new(big.Int)
			emit(fmt.Sprint(y.GCD(s, t, x, w), s.Add(s, new(big.Int)), t)) // a 0 may come out as -0
		}
		bigTry(emit, "exp", func() any { return new(big.Int).Exp(x, big.NewInt(13), nil) })
		bigTry(emit, "exp mod", func() any { return new(big.Int).Exp(x, big.NewInt(1000), big.NewInt(1000007)) })
		bigTry(emit, "exp neg", func() any { return new(big.Int).Exp(x, big.NewInt(-3), big.NewInt(17)) })
		bigTry(emit, "sqrt mod", func() any { return new(big.Int).ModSqrt(x, big.NewInt(1000003)) })
	}
	for _, c := range []struct {
		s    string
		base int
	}{{"ff", 16}, {"0xff", 0}, {"0b101", 0}, {"0o17", 0}, {"017", 0}, {"1_000", 0}, {"1_000", 10}, {"+5", 10}, {"", 10}, {"-", 10}, {"12x", 10}, {"zZ", 62}, {" 1", 10}, {"--1", 10}} {
		x, ok := new(big.Int).SetString(c.s, c.base)
		emit(fmt.Sprint(c, x, ok))
	}
	var zero big.Int
	var none *big.Int
	emit(fmt.Sprint(zero.String(), none, zero.Bits() == nil, new(big.Int).SetBytes([]byte{1, 0, 0, 0, 0, 0, 0, 0, 0}), new(big.Int).SetBits([]big.Word{5, 0, 7, 0}), new(big.Int).SetUint64(math.MaxUint64)))
	emit(fmt.Sprint(new(big.Int).MulRange(1, 30), new(big.Int).MulRange(-3, 3), new(big.Int).Binomial(60, 30), new(big.Int).Rand(rand.New(rand.NewSource(7)), ints[10])))
	var a, b big.Int
	n, err := fmt.Sscan("12345678901234567890123 -0x10", &a, &b)
	emit(fmt.Sprint(n, err, &a, &b))
	n, err = fmt.Sscanf("ff zz", "%x %d", &a, &b)
	emit(fmt.Sprint(n, err, &a))
	emit(fmt.Sprint(json.Unmarshal([]byte(`[123456789012345678901234567890, null, "x"]`), &[]*big.Int{}), a.UnmarshalText([]byte("7")), &a, new(big.Int).UnmarshalText([]byte("q"))))
	fib, next := big.NewInt(0), big.NewInt(1)
	for range 300 {
		fib.Add(fib, next)
		fib, next = next, fib
	}
	emit(fib.String())
	bigTry(emit, "bit", func() any { return a.Bit(-1) })
	bigTry(emit, "setbit", func() any { return a.SetBit(&a, 1, 2) })
	bigTry(emit, "fill", func() any { return ints[10].FillBytes(nil) })
}

func bigRats(emit func(string)) {
	var rats []*big.Rat
	for _, s := range []string{"0", "1/3", "-2/6", "3.125", "1e-5", "-7", "22/7", "1/0", "x", "", "1/-2", "0x10/3", "123456789012345678901234567890/987654321"} {
		r, ok := new(big.Rat).SetString(s)
		emit(fmt.Sprint(s, r, ok))
		if ok {
			rats = append(rats, r)
		}
	}
	for _, x := range rats {
		f, exact := x.Float64()
		g, exact32 := x.Float32()
		n, ends := x.FloatPrec()
		emit(fmt.Sprint(x, x.RatString(), x.FloatString(5), x.FloatString(0), x.Num(), x.Denom(), x.Sign(), x.IsInt(), f, exact, g, exact32, n, ends, new(big.Rat).Neg(x), new(big.Rat).Abs(x)))
		bigTry(emit, "inv", func() any { return new(big.Rat).Inv(x) })
		b, err := json.Marshal(x)
		emit(fmt.Sprintf("%s %v %v %s", b, err, x, x))
		for _, y := range rats {
			z := new(big.Rat)
			emit(fmt.Sprint(z.Add(x, y), z.Sub(x, y), z.Mul(x, y), x.Cmp(y)))
			bigTry(emit, "quo", func() any { return z.Quo(x, y) })
		}
	}
	var zero, r big.Rat
	emit(fmt.Sprint(&zero, zero.Denom(), zero.IsInt(), big.NewRat(6, -4), new(big.Rat).SetFrac(big.NewInt(10), big.NewInt(4)), new(big.Rat).SetInt64(-3), new(big.Rat).SetUint64(9), new(big.Rat).SetFloat64(0.1), new(big.Rat).SetFloat64(math.NaN()), new(big.Rat).SetInt(big.NewInt(5))))
	n, err := fmt.Sscan("3/9", &r)
	emit(fmt.Sprint(n, err, &r, r.UnmarshalText([]byte("1.5")), &r, new(big.Rat).UnmarshalText([]byte("q"))))
	bigTry(emit, "frac", func() any { return big.NewRat(1, 0) })
	r.Set(big.NewRat(1, 2))
	r.Num().SetInt64(5)
	emit(r.String())
}

func bigFloats(emit func(string)) {
	var floats []*big.Float
	for _, s := range []string{"0", "-0", "1", "-2.5", "0.1", "1e100", "1e-100", "3.14159265358979323846264338327950288", "0x1p-10", "Inf", "-Inf", "0b101", "x", "", "1e", "123456789.5"} {
		f, ok := new(big.Float).SetString(s)
		emit(fmt.Sprint(s, f, ok))
		if ok {
			floats = append(floats, f)
		}
	}
	third, _, err := big.ParseFloat("0.333333333333333333333333333333333333333", 10, 200, big.ToZero)
	emit(fmt.Sprint(third, err, third.Prec(), third.Mode(), third.Acc(), third.MinPrec()))
	floats = append(floats, third, big.NewFloat(1.5), new(big.Float).SetPrec(10).SetInt64(12345), new(big.Float))
	for _, x := range floats {
		i64, acc := x.Int64()
		u64, acc2 := x.Uint64()
		f64, acc3 := x.Float64()
		f32, acc4 := x.Float32()
		i, acc5 := x.Int(nil)
		r, acc6 := x.Rat(nil)
		m := new(big.Float)
		emit(fmt.Sprint(x, x.Sign(), x.Signbit(), x.IsInf(), x.IsInt(), x.Prec(), x.MinPrec(), x.Mode(), x.Acc(), x.MantExp(m), m, i64, acc, u64, acc2, f64, acc3, f32, acc4, i, acc5, r, acc6))
		emit(fmt.Sprintf("%v %g %.10f %e %20.5f|%-20.3g|%+.2f %x %b %s %d %G %#v", x, x, x, x, x, x, x, x, x, x, x, x, x.Text('p', 0)))
		emit(x.Text('g', 40) + x.Text('f', 3) + x.Text('e', -1) + x.String() + string(x.Append(nil, 'g', 5)))
		b, err := json.Marshal(x)
		emit(fmt.Sprintf("%s %v", b, err))
		bigTry(emit, "sqrt", func() any { return new(big.Float).Sqrt(x) })
		for _, y := range floats {
			for _, mode := range []big.RoundingMode{big.ToNearestEven, big.ToZero, big.ToPositiveInf} {
				z := new(big.Float).SetPrec(60).SetMode(mode)
				bigTry(emit, "+", func() any { return fmt.Sprint(z.Add(x, y).Text('g', 30), z.Acc()) })
				bigTry(emit, "-", func() any { return fmt.Sprint(z.Sub(x, y).Text('g', 30), z.Acc()) })
				bigTry(emit, "*", func() any { return fmt.Sprint(z.Mul(x, y).Text('g', 30), z.Acc()) })
				bigTry(emit, "/", func() any { return fmt.Sprint(z.Quo(x, y).Text('g', 30), z.Acc()) })
			}
			emit(fmt.Sprint(x.Cmp(y)))
		}
	}
	z := new(big.Float)
	emit(fmt.Sprint(z.SetInt(big.NewInt(1<<40)), z.SetRat(big.NewRat(1, 3)), z.SetInf(true), z.SetMantExp(big.NewFloat(0.75), 10), z.Neg(big.NewFloat(2)), z.Abs(big.NewFloat(-2)), z.Copy(third).Prec(), z.SetUint64(math.MaxUint64), z.Set(third), z.SetPrec(8), z.Acc(), z.SetPrec(0)))
	bigTry(emit, "nan", func() any { return big.NewFloat(math.NaN()) })
	n, err := fmt.Sscan("2.75", z)
	emit(fmt.Sprint(n, err, z, z.UnmarshalText([]byte("1.25")), z, new(big.Float).UnmarshalText([]byte("q"))))
	state, err := third.GobEncode()
	emit(fmt.Sprint(state, err, z.GobDecode(state), z.Cmp(third), big.RoundingMode(9), big.Accuracy(4)))
	x := big.NewFloat(2).SetPrec(200)
	for range 8 { // Newton: the square root of 2
		y := new(big.Float).SetPrec(200).Quo(big.NewFloat(2), x)
		x.Mul(y.Add(y, x), big.NewFloat(0.5))
	}
	emit(x.Text('f', 50) + strings.Repeat("-", 3))
}
