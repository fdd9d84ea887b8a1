// Big numbers by hand: slices that grow, carries, division by a small number.
package main

import "fmt"

type nat []uint32

func (n nat) mul(m uint32) nat {
	var carry uint64
	for i := range n {
		carry += uint64(n[i]) * uint64(m)
		n[i] = uint32(carry)
		carry >>= 32
	}
	if carry != 0 {
		n = append(n, uint32(carry))
	}
	return n
}

func (n nat) add(m nat) nat {
	if len(n) < len(m) {
		n, m = m, n
	}
	out := append(nat(nil), n...)
	var carry uint64
	for i := range out {
		carry += uint64(out[i])
		if i < len(m) {
			carry += uint64(m[i])
		}
		out[i] = uint32(carry)
		carry >>= 32
	}
	if carry != 0 {
		out = append(out, uint32(carry))
	}
	return out
}

func (n nat) divmod(d uint32) (q nat, r uint32) {
	q = make(nat, len(n))
	var rem uint64
	for i := len(n) - 1; i >= 0; i-- {
		rem = rem<<32 | uint64(n[i])
		q[i] = uint32(rem / uint64(d))
		rem %= uint64(d)
	}
	for len(q) > 0 && q[len(q)-1] == 0 {
		q = q[:len(q)-1]
	}
	return q, uint32(rem)
}

func (n nat) String() string {
	var digits []byte
	for r := uint32(0); len(n) > 0; {
		n, r = n.divmod(10)
		digits = append(digits, byte('0'+r))
	}
	for i, j := 0, len(digits)-1; i < j; i, j = i+1, j-1 {
		digits[i], digits[j] = digits[j], digits[i]
	}
	return string(digits)
}

func main() {
	f := nat{1}
	for i := uint32(2); i <= 50; i++ {
		f = f.mul(i)
	}
	fmt.Println(f, len(f))
	a, b := nat{0}, nat{1}
	for range 200 {
		a, b = b, a.add(b)
	}
	fmt.Println(a)
	fmt.Printf("%s %v\n", b, []nat{{7}, {0, 1}})
}
