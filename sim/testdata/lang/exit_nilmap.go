// A write to a nil map that nobody recovers.
package main

type index struct{ words map[string][]int }

func (ix *index) add(w string, n int) { ix.words[w] = append(ix.words[w], n) }

func main() {
	var ix index
	println(len(ix.words["x"]))
	ix.add("x", 1)
}
