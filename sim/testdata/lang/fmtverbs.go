// fmt: the common verbs with widths, flags and wrong arguments.
package main

import "fmt"

type stringer struct{ n int }

func (s stringer) String() string { return fmt.Sprintf("S(%d)", s.n) }

type wrapped struct{ err error }

func (w wrapped) Error() string { return "wrapped " + w.err.Error() }

type gostring int

func (g gostring) GoString() string { return "gostring!" }

type formatter int

func (formatter) Format(s fmt.State, verb rune) {
	w, ok := s.Width()
	fmt.Fprintf(s, "<%c %d %v %v>", verb, w, ok, s.Flag('+'))
}

func main() {
	fmt.Printf("%d|%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o|%b|%c|%U|%q\n", 42, 42, 42, 42, 42, 42, 255, 255, 255, 8, 8, 5, 'A', 0x1F600, 'x')
	fmt.Printf("%s|%10s|%-10s|%.2s|%q|%x|% x|%#q|%5.1s|\n", "gopher", "gopher", "gopher", "gopher", "a\"b\n", "hi", "hi", "raw", "xyz")
	fmt.Printf("%v %v %v %v %v\n", true, nil, 'x', "s", []byte("hi"))
	fmt.Printf("%t|%5t|%v\n", true, false, struct{}{})
	fmt.Printf("%s %x %q %d\n", []byte("bytes"), []byte("bytes"), []string{"a", "b c"}, []byte{1, 2})
	fmt.Printf("%v %s %d %+v\n", stringer{1}, stringer{2}, stringer{3}, stringer{4})
	fmt.Printf("%v %v %v\n", &stringer{5}, []stringer{{6}, {7}}, map[string]stringer{"k": {8}})
	fmt.Printf("%v %s\n", wrapped{fmt.Errorf("inner %d", 1)}, error(wrapped{fmt.Errorf("x")}))
	fmt.Printf("%v %#v %d\n", gostring(3), gostring(3), gostring(3))
	fmt.Printf("%v %+5x\n", formatter(1), formatter(1))
	fmt.Printf("%d %s\n", "str", 5)
	fmt.Printf("%d\n", 1, 2)
	fmt.Printf("%d %d\n", 1)
	fmt.Printf("%!\n")
	fmt.Printf("%z %-\n", 1)
	fmt.Printf("%[2]d %[1]d %[3]*.[2]*[4]f|\n", 1, 2, 8, 2.5)
	fmt.Printf("%*d|%-*d|\n", 5, 1, 5, 2)
	fmt.Printf("%6.2f|%-8.3f|%+.1e|%g|%08.2f|%t\n", 3.14159, 2.0, 12345.678, 1e21, -1.5, 1 > 0)
	fmt.Printf("%v %v %.2f %v\n", float32(0.1), 1e-7, 2.0/3, 1+2i)
	fmt.Printf("%T %T %T %T %T %T\n", 1, "s", 2.5, []int{}, map[string]bool{}, func(int) string { return "" })
	fmt.Printf("%5v|%-5v|%05v|%v\n", 1, 2, 3, []any{1, "a", nil, 2.5})
	fmt.Printf("%p %v\n", nil, (*int)(nil))
	fmt.Printf("%x %X %x\n", "hello", []int{10, 11}, -255)
	fmt.Printf("%c%c%c %c\n", 0x4e16, 0x754c, '!', []rune("ab"))
	fmt.Printf("100%% %v%%\n", 50)
	fmt.Println(fmt.Sprint("a", 1, 2, "b", "c", 3.0, nil, 'x'), fmt.Sprintln("end", 1) == "end 1\n")
	fmt.Print("no", "spaces", 1, 2, true, "\n")
	var e error
	var s fmt.Stringer
	fmt.Println(e, s, []error{nil}, [2]bool{true})
	fmt.Printf("%s %v %d\n", e, s, nil)
	var p *stringer
	fmt.Printf("%v %s\n", p, p)
	fmt.Printf("%6d|%-6d|%06d\n", []int{1, 2}, []int{3}, [2]int8{-4, 5})
	n, err := fmt.Println("héllo")
	fmt.Println(n, err)
}
