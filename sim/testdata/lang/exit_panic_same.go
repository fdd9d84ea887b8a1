// Panicking again with the recovered value prints it once.
package main

func main() {
	defer func() {
		panic(recover())
	}()
	panic("the same")
}
