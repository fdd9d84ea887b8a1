// Floating point and complex numbers: special values, comparison, arithmetic, formatting.
package main

import (
	"fmt"
	"math"
)

func main() {
	zero := 0.0
	inf, nan := 1/zero, zero/zero
	println(inf > 1e308, nan == nan, nan != nan, nan < 1, nan > 1, -inf < inf)
	println(1.5, -0.25, 1e100, 1e-7, 123456789.0, 100000.0, inf, -inf, nan)
	var f32 float32 = 16777216
	println(f32+1 == f32, float32(0.1), float64(float32(0.1)))
	fmt.Println(1.0, 1e6, 1e20, 1e21, 1e-4, 1e-5, 0.1+0.2, float32(0.1), 3.0/7)
	fmt.Println(math.Inf(1), math.NaN(), -zero, math.Copysign(0, -1), math.MaxFloat64, math.SmallestNonzeroFloat64)
	fmt.Printf("%.2f %8.3f|%-8.1f|%+.0f %e %g %G %x\n", 3.14159, 2.5, 1.25, 2.5, 12345.678, 1e-10, 1e-10, 1.0)
	fmt.Printf("%6.2f%% %08.3f %v %.3v\n", 12.345, -3.14159, 1e9, 2.0/3)
	a, b := 7.5, 2.0
	fmt.Println(a/b, a*b, a-b, a+b, math.Mod(a, b), math.Sqrt(2), math.Floor(-1.5), math.Pow(2, 10))
	c := complex(3, 4)
	d := 1 - 2i
	println(real(c), imag(d), c == d, c)
	fmt.Println(c+d, c*d, c/d, -c, real(c*c), imag(c*c))
	fmt.Printf("%v %.1f\n", c, d)
	var c64 complex64 = complex64(c)
	c64 *= 2i
	fmt.Println(c64, c64 == -8+6i)
	x := 10
	fmt.Println(float64(x)/4, x/4, int(a), math.Round(2.5), math.Trunc(-2.7))
	var sum float64
	for range 10 {
		sum += 0.1
	}
	fmt.Println(sum, sum == 1, math.Abs(sum-1) < 1e-12)
	const k = 1.0 / 3
	fmt.Println(float32(k), k, k*3 == 1)
	fmt.Println(math.MaxInt64, uint64(math.MaxUint64), math.Pi)
	fmt.Println(min(1.5, nan), max(2, 1.5), min(3, 1, 2), max("b", "a"))
	sum = 1
	sum += 1e-17
	fmt.Println(sum == 1, math.Float64bits(1.5), math.Hypot(3, 4), math.IsNaN(nan))
}
