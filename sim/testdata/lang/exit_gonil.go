// A go statement with a nil function is fatal where it stands.
package main

func main() {
	var f func()
	println("starting nothing")
	go f()
	println("never")
}
