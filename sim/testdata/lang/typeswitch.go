// Type switches and assertions over basic, named, composite and interface types.
package main

type temp float64
type err string

func (e err) Error() string { return "err " + string(e) }

type stringer interface{ String() string }
type id int

func (i id) String() string { return "id" }

func what(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int:
		if v > 10 {
			return "big int"
		}
		return "int"
	case int8, int16:
		_, is8 := v.(int8)
		if is8 {
			return "int8"
		}
		return "int16"
	case error:
		return "error " + v.Error()
	case stringer:
		return "stringer " + v.String()
	case string:
		return "string " + v
	case []int:
		return "[]int " + string(rune('0'+len(v)))
	case map[string]int:
		return "map " + string(rune('0'+v["a"]))
	case func() int:
		return "func " + string(rune('0'+v()))
	case *int:
		*v = 9
		return "*int"
	case struct{ x, y int }:
		return "struct " + string(rune('0'+v.y))
	case [2]bool:
		return "array"
	case chan int:
		return "chan"
	case temp:
		return "temp"
	case float64, float32:
		return "float"
	default:
		return "other"
	}
}

func main() {
	n := 1
	for _, x := range []any{nil, 3, 30, int8(1), int16(2), err("E"), id(3), "s", []int{1, 2}, map[string]int{"a": 4},
		func() int { return 5 }, &n, struct{ x, y int }{1, 6}, [2]bool{}, make(chan int), temp(1), 1.5, float32(2),
		uint(1), complex(1, 2), []string{}, (*int)(&n), true, (<-chan int)(nil)} {
		print(what(x), ", ")
	}
	println(n)

	var e error
	_, ok := e.(err)
	println(ok, what(e))
	e = err("x")
	v, ok := e.(err)
	println(ok, string(v))
	_, ok = any(e).(stringer)
	println(ok)
	var a, b any = 1, 1
	var c any = int64(1)
	println(a == b, a == c, a != nil, any("x") == any("x"), any([2]int{1, 2}) == any([2]int{1, 2}))
	println(a == 1, c == int64(1), e == err("x"))
	m := map[any]string{1: "int", "1": "string", 1.0: "float", [1]int{1}: "array", id(1): "id"}
	println(m[1], m["1"], m[1.0], m[[1]int{1}], m[id(1)], m[int8(1)] == "")
}
