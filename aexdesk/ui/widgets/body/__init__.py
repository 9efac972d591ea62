"""A body on the screen: tree, table, find and filter over what a reader gives; used by every tab that shows one."""
