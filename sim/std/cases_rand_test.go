package std_test

import (
	"fmt"
	"math/rand"
	randv2 "math/rand/v2"
)

func casesRand(emit func(string)) {
	for _, seed := range []int64{0, 1, 42, -7, 1 << 40} {
		r := rand.New(rand.NewSource(seed))
		p := make([]byte, 10)
		r.Read(p)
		s := []int{1, 2, 3, 4, 5, 6, 7, 8}
		r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		emit(fmt.Sprint(r.Int(), r.Intn(10), r.Intn(1<<40), r.Int63(), r.Int31(), r.Int31n(7), r.Int63n(1e15), r.Uint32(), r.Uint64(), r.Float64(), r.Float32(), r.Perm(9), s, p))
		emit(fmt.Sprint(r.NormFloat64(), r.ExpFloat64(), r.NormFloat64(), r.Intn(64)))
		for range 1500 {
			r.Uint64()
		}
		for range 200 {
			r.NormFloat64()
		}
		emit(fmt.Sprint(r.Uint64()))
		n, m, f := rand.Intn(100), randv2.N(7), rand.Float64()
		emit(fmt.Sprint(0 <= n && n < 100, 0 <= m && m < 7, 0 <= f && f < 1, len(rand.Perm(5))))

		q := randv2.New(randv2.NewPCG(uint64(seed), 99))
		q.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		emit(fmt.Sprint(q.Uint64(), q.Int(), q.IntN(10), q.IntN(1<<40), q.Int64(), q.Int32(), q.Int32N(7), q.Uint32N(1000), q.Int64N(1e15), q.Uint32(), q.Uint(), q.UintN(9), q.Uint64N(77), q.Float64(), q.Float32(), q.Perm(9), s))
		emit(fmt.Sprint(q.NormFloat64(), q.ExpFloat64(), q.IntN(64)))
	}
}
