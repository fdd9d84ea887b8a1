// A panic with a value of a named basic type shows the type.
package main

type code int

func check(c code) {
	if c > 1 {
		panic(c)
	}
	println("checked", c)
}

func main() {
	for c := range code(5) {
		check(c)
	}
}
