// The Mandelbrot set in letters: complex arithmetic, float loops, byte slices.
package main

import (
	"fmt"
	"math"
	"math/cmplx"
)

func iterate(c complex128) int {
	z := complex(0, 0)
	for i := range 50 {
		z = z*z + c
		if real(z)*real(z)+imag(z)*imag(z) > 4 {
			return i
		}
	}
	return -1
}

func integrate(f func(float64) float64, a, b float64, n int) (sum float64) {
	h := (b - a) / float64(n)
	for i := range n {
		sum += f(a + h*(float64(i)+0.5))
	}
	return sum * h
}

func newton(x float64) (root float64, steps int) {
	root = x
	for math.Abs(root*root-x) > 1e-12 {
		root = (root + x/root) / 2
		steps++
	}
	return
}

func main() {
	const shades = " .:-=+*#"
	for y := -1.0; y <= 1; y += 0.25 {
		line := make([]byte, 0, 40)
		for x := -2.0; x <= 0.6; x += 0.0703125 {
			n := iterate(complex(x, y))
			if n < 0 {
				line = append(line, '@')
			} else {
				line = append(line, shades[n%len(shades)])
			}
		}
		fmt.Println(string(line))
	}
	fmt.Printf("%.6f\n", integrate(func(x float64) float64 { return x * x }, 0, 3, 1000))
	root, steps := newton(2)
	fmt.Printf("%.9f %d\n", root, steps)
	fmt.Printf("%.3f %.3f\n", cmplx.Abs(3+4i), cmplx.Sqrt(-1))
	var v [3]float32
	for i := range v {
		v[i] = float32(i) / 3
	}
	fmt.Println(v, v[1]*3 == 1, float64(v[1])*3 == 1)
}
