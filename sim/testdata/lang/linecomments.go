// Line comments: tracebacks and runtime.Caller tell the place that a //line comment names.
package main

import (
	"fmt"
	"runtime"
)

func where() {
	_, file, line, _ := runtime.Caller(1)
	fmt.Println(file, line)
}

func main() {
//line grammar.y:10
	where()
	/*line tokens.l:3:5*/ where()
//line :20:1
	where()

	where()
//line /src/grammar.y:100
	panic("no rule")
}
