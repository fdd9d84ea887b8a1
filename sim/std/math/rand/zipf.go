//go:build gopherscope

package rand

import "math"

// A Zipf makes numbers k up to imax with a probability proportional to (v+k)**-s.
//
// By rejection inversion: W. Hörmann, G. Derflinger, Rejection-Inversion to Generate Variates
// from Monotone Discrete Distributions.
type Zipf struct {
	r                  *Rand
	s, v, imax         float64
	oneMinusS, inverse float64 // 1-s and 1/(1-s)
	hImax, span, bound float64
}

// NewZipf returns a Zipf with s > 1 and v >= 1, nil for others.
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	if s <= 1 || v < 1 {
		return nil
	}
	z := &Zipf{r: r, s: s, v: v, imax: float64(imax), oneMinusS: 1 - s, inverse: 1 / (1 - s)}
	z.hImax = z.h(z.imax + 0.5)
	z.span = z.h(0.5) - math.Exp(math.Log(v)*-s) - z.hImax
	z.bound = 1 - z.hInverse(z.h(1.5)-math.Exp(-s*math.Log(v+1)))
	return z
}

// h is the integral of the hat, hInverse its inverse.
func (z *Zipf) h(x float64) float64 {
	return math.Exp(z.oneMinusS*math.Log(z.v+x)) * z.inverse
}

func (z *Zipf) hInverse(x float64) float64 {
	return math.Exp(z.inverse*math.Log(z.oneMinusS*x)) - z.v
}

// Uint64 returns the next number.
func (z *Zipf) Uint64() uint64 {
	if z == nil {
		panic("rand: nil Zipf")
	}
	for {
		u := z.hImax + z.r.Float64()*z.span
		x := z.hInverse(u)
		k := math.Floor(x + 0.5)
		if k-x <= z.bound || u >= z.h(k+0.5)-math.Exp(-math.Log(k+z.v)*z.s) {
			return uint64(k)
		}
	}
}
