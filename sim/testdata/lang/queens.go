// Backtracking, memo tables and dynamic programming over slices and maps.
package main

import "fmt"

func queens(n, row int, cols, d1, d2 uint) int {
	if row == n {
		return 1
	}
	count := 0
	for c := range uint(n) {
		a, b := uint(row)+c, uint(row)-c+uint(n)
		if cols>>c&1|d1>>a&1|d2>>b&1 == 0 {
			count += queens(n, row+1, cols|1<<c, d1|1<<a, d2|1<<b)
		}
	}
	return count
}

func permutations(s []int, visit func([]int)) {
	var rec func(k int)
	rec = func(k int) {
		if k == len(s) {
			visit(s)
			return
		}
		for i := k; i < len(s); i++ {
			s[k], s[i] = s[i], s[k]
			rec(k + 1)
			s[k], s[i] = s[i], s[k]
		}
	}
	rec(0)
}

func lcs(a, b string) string {
	table := make([][]string, len(a)+1)
	for i := range table {
		table[i] = make([]string, len(b)+1)
	}
	for i := range len(a) {
		for j := range len(b) {
			switch up, left := table[i][j+1], table[i+1][j]; {
			case a[i] == b[j]:
				table[i+1][j+1] = table[i][j] + a[i:i+1]
			case len(up) >= len(left):
				table[i+1][j+1] = up
			default:
				table[i+1][j+1] = left
			}
		}
	}
	return table[len(a)][len(b)]
}

func hanoi(n int, from, to, via byte, move func(a, b byte)) {
	if n == 0 {
		return
	}
	hanoi(n-1, from, via, to, move)
	move(from, to)
	hanoi(n-1, via, to, from, move)
}

type memo map[[2]int]int

func (m memo) binomial(n, k int) (r int) {
	if k == 0 || k == n {
		return 1
	}
	if r, ok := m[[2]int{n, k}]; ok {
		return r
	}
	defer func() { m[[2]int{n, k}] = r }()
	return m.binomial(n-1, k-1) + m.binomial(n-1, k)
}

func main() {
	for n := 4; n <= 7; n++ {
		fmt.Print(queens(n, 0, 0, 0, 0), " ")
	}
	fmt.Println()
	n, last := 0, []int(nil)
	permutations([]int{1, 2, 3, 4}, func(p []int) { n++; last = append(last[:0], p...) })
	fmt.Println(n, last)
	fmt.Println(lcs("scheduler", "goroutine"), lcs("abcbdab", "bdcaba"))
	pegs := map[byte]int{}
	hanoi(6, 'a', 'c', 'b', func(a, b byte) { pegs[a]--; pegs[b]++ })
	fmt.Println(pegs)
	m := memo{}
	fmt.Println(m.binomial(40, 20), len(m))
	primes := []int{}
	sieve := make([]bool, 100)
	for i := 2; i < len(sieve); i++ {
		if !sieve[i] {
			primes = append(primes, i)
			for j := i * i; j < len(sieve); j += i {
				sieve[j] = true
			}
		}
	}
	fmt.Println(primes, cap(primes))
}
