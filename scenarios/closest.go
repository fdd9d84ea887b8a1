package scenarios

import "slices"

// closest returns the names that a person who typed word may have meant, the nearest
// first, at most three.
func closest(word string, names []string) []string {
	type near struct {
		name string
		d    int
	}
	var found []near
	for _, name := range names {
		if d := distance(word, name); d <= max(2, len(name)/3) {
			found = append(found, near{name, d})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return a.d - b.d })
	found = found[:min(3, len(found))]
	out := make([]string, len(found))
	for i, f := range found {
		out[i] = f.name
	}
	return out
}

// distance counts the letters to insert, drop or change to turn a into b. Of a long a
// only the start is looked at: it is far from every name anyway.
func distance(a, b string) int {
	a = a[:min(len(a), 64)]
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
