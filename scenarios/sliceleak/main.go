// A slice that leaks. Four bytes keep an array of 64 KiB alive, until they are copied out of it.
//
// A slice is a pointer into an array, and the collector knows only whole objects: who points
// to one byte of an array keeps all of it. So a small piece of something large that lives long,
// a name out of a file, a field out of a message, should be a copy: slices.Clone, or for a
// string, which is the same in this, strings.Clone.
//
// A weak pointer tells here whether the array is gone. The heap pane shows it as well.
//
//scope:procs 2
//scope:view both
//scope:want output 4 of 65536
//scope:want output array there: true
//scope:want output "PNG\n" array there: false
package main

import (
	"fmt"
	"runtime"
	"slices"
	"weak"
)

var magic []byte

func main() {
	file := read()
	//scope:note Of 64 KiB only a slice of four bytes is left, in a package-level variable.
	fmt.Println(len(magic), "of", cap(magic))
	//scope:ask Nothing else leads to the array. Does the collector free it?
	runtime.GC()
	//scope:note No. The slice points to the first byte of the array, and so keeps all of it.
	fmt.Println("array there:", there(file))
	//scope:note The four bytes are copied to a small array of their own, and magic will point to that.
	magic = slices.Clone(magic)
	//scope:ask magic points to the small array now. What becomes of the large one?
	runtime.GC()
	//scope:note Nothing leads to it any more: it stayed white, and its memory is free.
	fmt.Printf("%q ", magic)
	fmt.Println("array there:", there(file))
}

// read stands for the reading of a file, of
// which only the beginning is wanted.
//
//go:noinline
func read() weak.Pointer[byte] {
	data := make([]byte, 64<<10)
	copy(data, "PNG\n and all the rest")
	//scope:note Slicing copies nothing: magic points into data, and its capacity is all of it.
	magic = data[:4]
	return weak.Make(&data[0])
}

func there(w weak.Pointer[byte]) bool {
	return w.Value() != nil
}
