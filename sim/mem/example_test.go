package mem_test

import (
	"fmt"

	"gopherscope/sim/mem"
)

func Example() {
	m := mem.New(8 * mem.NilPage)
	m.WriteBytes(mem.NilPage+3, []byte("before"))
	then, copied := m.Checkpoint()
	fmt.Println("copied", copied)

	m.WriteBytes(mem.NilPage+3, []byte("after!"))
	fmt.Println(m.String(mem.NilPage+3, 6))
	m.Restore(then)
	fmt.Println(m.String(mem.NilPage+3, 6))
	// Output:
	// copied 4096
	// after!
	// before
}

func ExampleTable() {
	var ages mem.Table[int]
	ages.Append(30)
	then := ages.Checkpoint()
	*ages.At(0)++
	ages.Append(7)
	fmt.Println(ages.Rows())
	ages.Restore(then)
	fmt.Println(ages.Rows())
	// Output:
	// [31 7]
	// [30]
}
