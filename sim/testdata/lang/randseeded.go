// math/rand with a fixed source gives the same numbers everywhere.
package main

import (
	"fmt"
	"math/rand"
)

func main() {
	r := rand.New(rand.NewSource(42))
	fmt.Println(r.Intn(100), r.Intn(100), r.Intn(100), r.Int63(), r.Int31n(7))
	fmt.Println(r.Float64(), r.Perm(6), r.Uint32(), r.Int63n(1e12))
	s := []string{"a", "b", "c", "d"}
	r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	fmt.Println(s)
	counts := map[bool]int{}
	for range 1000 {
		counts[rand.Intn(2) == 0]++
	}
	fmt.Println(counts[true]+counts[false], counts[true] > 350, rand.Float64() < 1)
	r2 := rand.New(rand.NewSource(42))
	fmt.Println(r2.Intn(100))
	fmt.Printf("%.4f %.4f\n", r2.NormFloat64(), r2.ExpFloat64())
}
