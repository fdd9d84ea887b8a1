// Control flow: switch in every form, labels, goto, fallthrough, for in every form.
package main

func grade(n int) string {
	switch {
	case n >= 90:
		return "A"
	case n >= 80:
		return "B"
	default:
		return "F"
	}
}

func kind(r rune) (s string) {
	switch r {
	case 'a', 'e', 'i', 'o', 'u':
		s = "vowel"
	case ' ':
		s = "space"
		fallthrough
	case '\t':
		s += "!"
	default:
		s = "other"
	}
	return
}

func collatz(n int) (steps int) {
again:
	if n == 1 {
		return
	}
	steps++
	if n%2 == 0 {
		n /= 2
		goto again
	}
	n = 3*n + 1
	goto again
}

func side(s string, v int) int { print(s, " "); return v }

func main() {
	println(grade(95), grade(85), grade(10))
	for _, r := range "e x\t" {
		print(kind(r), " ")
	}
	println()
	println(collatz(27))

outer:
	for i := 0; ; i++ {
		for j := range 10 {
			switch {
			case j == 3:
				continue outer
			case i == 3:
				break outer
			case (i+j)%2 == 0:
				continue
			}
			print(i, j, " ")
		}
	}
	println()

	switch x := side("tag", 2); {
	case x > 5:
		println("big")
	case side("one", x) == 2:
		println("two")
	}
	switch side("a", 1) {
	default:
		println("default")
	case side("b", 2), side("c", 1):
		println("matched")
	case side("d", 1):
		println("not reached")
	}
	if n := side("if", 0); n != 0 {
		println("yes")
	} else if m := n + 1; m == 1 {
		println("else if", m, n)
	}
	i := 10
	for i > 0 {
		i -= 3
		if i < 3 {
			break
		}
	}
	println(i)
	n := 3
	for i := range n {
		n = 10
		print(i, " ")
	}
	println(n)
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		print(i, ":", j, " ")
	}
	println()
	for range 3 {
		print("x")
	}
	println()
block:
	switch {
	default:
		if n == 10 {
			break block
		}
		println("skipped")
	}
	println(side("l", 0) == 1 && side("r", 1) == 1, side("l", 1) == 1 || side("r", 1) == 1)
}
