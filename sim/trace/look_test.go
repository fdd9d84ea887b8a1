package trace

import "testing"

func TestLooks(t *testing.T) {
	var l Looks
	for i := range MaxLooks + 2 {
		l.Add(StealIdle, i)
	}
	list := l.List()
	if len(list) != MaxLooks || list[0].What != Earlier || list[1] != (Look{StealIdle, 3}) || list[MaxLooks-1] != (Look{StealIdle, MaxLooks + 1}) {
		t.Errorf("of %d looks there are %v", MaxLooks+2, list)
	}
	if got := list[1].String(); got != "P3: idle" {
		t.Errorf("a look reads %q", got)
	}
}

// Every look has words, and no two the same: they name it in the JSON form.
func TestLooksHaveWords(t *testing.T) {
	seen := map[string]bool{}
	for w := NoLook + 1; w < whatCount; w++ {
		if w.String() == "" || seen[w.String()] {
			t.Errorf("look %d reads %q", w, w)
		}
		seen[w.String()] = true
	}
}
