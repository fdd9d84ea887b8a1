package std_test

import (
	"fmt"
	"math"
	"math/bits"
	"math/cmplx"
	"path"
	"path/filepath"
	"strconv"
)

// casesLeaf calls the functions that natives do, on a few values each.
func casesLeaf(emit func(string)) {
	floats := []float64{0, 1, -1, 0.5, 2.75, -10.25, 1e-9, 1e300, math.Inf(1), math.Inf(-1), math.NaN()}
	for _, x := range floats {
		emit(fmt.Sprint(math.Acos(x), math.Acosh(x), math.Asin(x), math.Asinh(x), math.Atan(x), math.Atanh(x), math.Cos(x), math.Cosh(x), math.Tan(x), math.Tanh(x), math.Sinh(x)))
		emit(fmt.Sprint(math.Erf(x), math.Erfc(x), math.Erfinv(x), math.Erfcinv(x), math.Exp2(x), math.Expm1(x), math.Gamma(x), math.J0(x), math.J1(x), math.Y0(x), math.Y1(x), math.Log1p(x), math.Logb(x), math.RoundToEven(x)))
		l, sign := math.Lgamma(x)
		s, c := math.Sincos(x)
		emit(fmt.Sprint(l, sign, s, c, math.Float32bits(float32(x)), math.Float64frombits(math.Float64bits(x)), math.Float32frombits(math.Float32bits(float32(x))), math.IsInf(x, 0), math.Jn(2, x), math.Yn(2, x), math.Ldexp(x, 3)))
		for _, y := range floats {
			emit(fmt.Sprint(math.Dim(x, y), math.Remainder(x, y), math.Nextafter(x, y), math.Nextafter32(float32(x), float32(y)), math.FMA(x, y, 1)))
			z := complex(x, y)
			emit(fmt.Sprint(cmplx.Abs(z), cmplx.Acos(z), cmplx.Acosh(z), cmplx.Asin(z), cmplx.Asinh(z), cmplx.Atan(z), cmplx.Atanh(z), cmplx.Conj(z), cmplx.Cos(z), cmplx.Cosh(z), cmplx.Cot(z), cmplx.Exp(z)))
			r, theta := cmplx.Polar(z)
			emit(fmt.Sprint(cmplx.IsInf(z), cmplx.IsNaN(z), cmplx.Log(z), cmplx.Log10(z), cmplx.Phase(z), r, theta, cmplx.Pow(z, 2), cmplx.Rect(x, y), cmplx.Sin(z), cmplx.Sinh(z), cmplx.Sqrt(z), cmplx.Tan(z), cmplx.Tanh(z)))
		}
	}
	emit(fmt.Sprint(math.Pow10(3), math.Pow10(-400), math.Ilogb(8), cmplx.Inf(), cmplx.NaN()))
	for _, u := range []uint{0, 1, 0x80, 0xff01, 1 << 31, 1<<63 + 5, ^uint(0)} {
		emit(fmt.Sprint(bits.LeadingZeros(u), bits.LeadingZeros8(uint8(u)), bits.LeadingZeros16(uint16(u)), bits.LeadingZeros32(uint32(u)), bits.TrailingZeros(u), bits.TrailingZeros8(uint8(u)), bits.TrailingZeros16(uint16(u)), bits.TrailingZeros32(uint32(u))))
		emit(fmt.Sprint(bits.OnesCount(u), bits.OnesCount8(uint8(u)), bits.OnesCount16(uint16(u)), bits.OnesCount32(uint32(u)), bits.Reverse(u), bits.Reverse8(uint8(u)), bits.Reverse32(uint32(u)), bits.ReverseBytes(u), bits.ReverseBytes16(uint16(u)), bits.ReverseBytes32(uint32(u))))
		emit(fmt.Sprint(bits.RotateLeft(u, 3), bits.RotateLeft8(uint8(u), -3), bits.RotateLeft16(uint16(u), 5), bits.RotateLeft32(uint32(u), 33), bits.Len(u), bits.Len16(uint16(u)), bits.Len32(uint32(u))))
		a, b := bits.Add(u, 7, 1)
		c, d := bits.Sub(u, 7, 1)
		e, f := bits.Mul(u, 9)
		g, h := bits.Div(3, u, 7)
		emit(fmt.Sprint(a, b, c, d, e, f, g, h, bits.Rem(9, u, 7), bits.Rem32(9, uint32(u), 7), bits.Rem64(9, uint64(u), 7)))
		emit(strconv.FormatUint(uint64(u), 36) + string(strconv.AppendUint(nil, uint64(u), 2)) + string(strconv.AppendInt(nil, int64(u), 10)) + strconv.FormatBool(u > 1) + string(strconv.AppendBool(nil, u == 0)) + strconv.QuoteRune(rune(u)) + string(strconv.AppendQuoteRune(nil, rune(u))))
	}
	for _, p := range []string{"", "/", ".", "a", "a/b.c", "/a/../b//c/", "../x", "a/.hidden", "a.b/c"} {
		dir, file := path.Split(p)
		emit(fmt.Sprintf("%q %q %q %q %v %q %q %q", path.Base(p), path.Clean(p), path.Dir(p), path.Ext(p), path.IsAbs(p), dir, file, path.Join(p, "..", "z")))
		rel, err := filepath.Rel("a/b", p)
		local, lerr := filepath.Localize(p)
		emit(fmt.Sprintf("%q %q %q %q %v %v %q %v %q %v", filepath.Base(p), filepath.Clean(p), filepath.Dir(p), filepath.Ext(p), filepath.IsAbs(p), filepath.IsLocal(p), rel, err, local, lerr))
		ok, err := path.Match("a*/?.[a-c]", p)
		emit(fmt.Sprint(ok, err, filepath.Join("x", p), filepath.SplitList(p), filepath.VolumeName(p), filepath.FromSlash(p), filepath.ToSlash(p)))
	}
}
